"""The one form in which results leave: page, chart, file, slide and quotation are made from it.  Pure.

A figure is a whole number of organisations, or `Veiled`: a range that was published instead.  Nothing
in a `ResultTable` is secret; what is secret never gets into one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from regiowerk.listen.surveys.domain.evaluation.shapes import Form

FORMAT = "regiowerk-results/1"
BY = "by."  # before the key of the question whose answers make the groups of a breakdown
THEMES = "themes"  # step of an open question: from how many organisations on a theme is named
LEFT_OUT = "left_out"  # step of a question that stays as it was published before


@dataclass(frozen=True, slots=True)
class Veiled:
    """A number that is not told: it lies between `low` and `high`, both included."""

    low: int
    high: int


type Figure = int | Veiled


@dataclass(frozen=True, slots=True)
class Numbers:
    """A distribution of numbers: everything a reader needs to picture it."""

    n: int
    mean: float
    deviation: float | None = None  # of a sample; None below two
    median: float | None = None  # with all that follows: None where only a sum may be told
    lower: float | None = None  # quartiles
    upper: float | None = None
    smallest: float | None = None
    largest: float | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One class of a breakdown, or several that were merged; how often each answer was given."""

    codes: tuple[str, ...]
    label: str
    n: Figure
    counts: tuple[Figure, ...]
    numbers: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A question by district, size or central place, or by the answers to another one."""

    key: str
    label: str
    groups: tuple[Group, ...]
    test: str = ""  # "fisher", "chi_square" or "" where nothing was tested
    p_value: float | None = None
    visibility: str = ""  # of the question whose answers make the groups; "" where none does

    @property
    def is_crossing(self) -> bool:
        """Whether the groups are made of the answers to another question."""
        return bool(self.visibility)


@dataclass(frozen=True, slots=True)
class ResultTable:
    """What may be told about one question, frozen."""

    key: str
    label: str
    form: str
    section: str
    visibility: str
    codes: tuple[str, ...]
    answers: tuple[str, ...]
    n: Figure  # organisations that answered
    counts: tuple[Figure, ...] = ()  # by answer
    asked: int | None = None  # of those that handed in; None: not told
    skipped: int | None = None
    coded: int | None = None  # of those that wrote in their own words, in whose answers a theme is
    places: tuple[float, ...] = ()  # mean place by answer, of a ranking
    numbers: Numbers | None = None
    classes: tuple[tuple[float, float, Figure], ...] = ()  # from, below, organisations
    weighted: tuple[float, ...] = ()  # shares by answer, weighted by inhabitants
    weighted_mean: float | None = None
    breakdowns: tuple[Breakdown, ...] = ()
    group: str = ""
    group_label: str = ""
    indicator: str = ""
    is_protected: bool = False
    steps: tuple[tuple[str, ...], ...] = ()  # what protection did: kind and values

    @property
    def is_told(self) -> bool:
        """Whether there is anything to show."""
        return _most(self.n) > 0 and (bool(self.counts) or self.numbers is not None)

    @property
    def is_of_themes(self) -> bool:
        """Whether its answers are themes somebody found in what was written."""
        return self.form == Form.TEXT and bool(self.codes)

    @property
    def is_left_out(self) -> bool:
        """Whether it stays as an earlier release told it."""
        return (LEFT_OUT,) in self.steps

    def share(self, place: int) -> float | None:
        """The share of those that answered; None where a figure is not told."""
        return share(self.counts[place], self.n)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything of one release, as it is frozen and hashed."""

    survey: str
    wave: int
    wave_label: str
    release: int
    invited: int
    handed_in: int
    tables: tuple[ResultTable, ...]
    sections: Mapping[str, str] = field(default_factory=dict)  # name to label
    codebook: str = ""  # SHA-256 of the codebook themes were found with

    def table(self, key: str) -> ResultTable | None:
        """A table by its key."""
        return next((one for one in self.tables if one.key == key), None)


def share(count: Figure, n: Figure) -> float | None:
    """A share between 0 and 1, or None."""
    if isinstance(count, Veiled) or isinstance(n, Veiled) or not n:
        return None
    return count / n


def lowest(figure: Figure) -> int:
    """The least a figure can be."""
    return figure.low if isinstance(figure, Veiled) else figure


def highest(figure: Figure) -> int:
    """The most a figure can be."""
    return figure.high if isinstance(figure, Veiled) else figure


_most = highest


def to_json(results: Results) -> dict[str, Any]:
    """Plain values for canonical JSON; empty ones are left out."""
    return {"format": FORMAT, **_plain(results)}


def from_json(plain: Mapping[str, Any]) -> Results:
    """Results as they were frozen."""
    return Results(
        **{
            **{name: plain[name] for name in ("survey", "wave", "wave_label", "release")},
            "invited": plain.get("invited", 0),
            "handed_in": plain.get("handed_in", 0),
            "sections": dict(plain.get("sections", {})),
            "codebook": plain.get("codebook", ""),
            "tables": tuple(_table(one) for one in plain.get("tables", ())),
        }
    )


def table_to_json(table: ResultTable) -> dict[str, Any]:
    """One table as plain values."""
    plain: dict[str, Any] = _plain(table)
    return plain


def table_from_json(plain: Mapping[str, Any]) -> ResultTable:
    """One table as it was frozen."""
    return _table(plain)


def _plain(value: Any) -> Any:
    match value:
        case Veiled():
            return {"low": value.low, "high": value.high}
        case Numbers():
            return {name: one for name, one in asdict(value).items() if one is not None}
        case tuple() | list():
            return [_plain(one) for one in value]
        case Mapping():
            return {name: _plain(one) for name, one in value.items()}
        case Group() | Breakdown() | ResultTable() | Results():
            told = {one.name: getattr(value, one.name) for one in fields(value)}
            return {
                name: _plain(one)
                for name, one in told.items()
                if one not in (None, "", (), {}) or name in ("n", "label")
            }
        case _:
            return value


def _figure(plain: Any) -> Figure:
    return Veiled(plain["low"], plain["high"]) if isinstance(plain, Mapping) else int(plain)


def _figures(plain: Any) -> tuple[Figure, ...]:
    return tuple(_figure(one) for one in plain or ())


def _numbers(plain: Mapping[str, Any] | None) -> Numbers | None:
    if plain is None:
        return None
    known: dict[str, Any] = {one.name: plain.get(one.name) for one in fields(Numbers)}
    return Numbers(**known)


def _group(plain: Mapping[str, Any]) -> Group:
    return Group(
        tuple(plain.get("codes", ())),
        plain["label"],
        _figure(plain["n"]),
        _figures(plain.get("counts")),
        _numbers(plain.get("numbers")),
    )


def _breakdown(plain: Mapping[str, Any]) -> Breakdown:
    return Breakdown(
        plain["key"],
        plain["label"],
        tuple(_group(one) for one in plain.get("groups", ())),
        plain.get("test", ""),
        plain.get("p_value"),
        plain.get("visibility", ""),
    )


_AS_THEY_ARE = ("key", "label", "form", "section", "visibility")
_WORDS = ("group", "group_label", "indicator")


def _table(plain: Mapping[str, Any]) -> ResultTable:
    return ResultTable(
        **{name: plain[name] for name in _AS_THEY_ARE},
        **{name: plain.get(name, "") for name in _WORDS},
        codes=tuple(plain.get("codes", ())),
        answers=tuple(plain.get("answers", ())),
        n=_figure(plain["n"]),
        counts=_figures(plain.get("counts")),
        asked=plain.get("asked"),
        skipped=plain.get("skipped"),
        coded=plain.get("coded"),
        places=tuple(plain.get("places", ())),
        numbers=_numbers(plain.get("numbers")),
        classes=tuple((a, b, _figure(n)) for a, b, n in plain.get("classes", ())),
        weighted=tuple(plain.get("weighted", ())),
        weighted_mean=plain.get("weighted_mean"),
        breakdowns=tuple(_breakdown(one) for one in plain.get("breakdowns", ())),
        is_protected=bool(plain.get("is_protected", False)),
        steps=tuple(tuple(one) for one in plain.get("steps", ())),
    )
