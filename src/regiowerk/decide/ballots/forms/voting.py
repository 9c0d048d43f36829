"""The paper as a form: one for each kind, all of them complete without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.decide.ballots.domain.rounds.marks import TOP_SWING, Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Rulebook
from regiowerk.decide.ballots.models import Option
from regiowerk.decide.ballots.queries.words import money

# How much more one criterion matters than another, in the words of Saaty's scale.
TIMES = (
    (9, gettext_lazy("extremely more")),
    (7, gettext_lazy("very much more")),
    (5, gettext_lazy("much more")),
    (3, gettext_lazy("somewhat more")),
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two options that are compared, and the field that asks."""

    one: Option
    other: Option

    @property
    def name(self) -> str:
        return f"p-{self.one.pk}-{self.other.pk}"


class OpenNumber(forms.IntegerField):
    """May stay empty, without saying so beside every single option."""

    def validate(self, value: Any) -> None:
        if value is not None:
            super().validate(value)


class OpenCross(forms.BooleanField):
    """May stay unmarked."""

    def validate(self, value: Any) -> None:
        """Both are answers."""


class OpenChoice(forms.ChoiceField):
    """May stay at its first, empty choice."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class PaperForm(forms.Form):
    """Asks for a paper of any kind; fields are named by the options."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        rule: Rulebook,
        options: Sequence[Option],
        beside: Callable[[str], str] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.rule, self.options, self.beside = rule, options, beside
        self.pairs = [Pair(a, b) for a, b in combinations(options, 2)]
        asked = self._pair_fields() if rule.form in _BY_PAIRS else self._option_fields()
        self.fields.update(asked)

    def marks(self) -> Marks:
        """What was answered, as a value."""
        match self.rule.form:
            case Form.APPROVAL:
                return Marks(
                    options=frozenset(o.key for o in self.options if self._given(field_of(o)))
                )
            case Form.RANKING:
                return Marks(tiers=self._tiers())
            case Form.PAIRWISE:
                return Marks(pairs=frozenset(self._preferred()))
            case Form.AHP:
                return Marks(judgements=dict(self._judgements()))
            case _:
                return Marks(points=self._points())

    def _option_fields(self) -> Mapping[str, forms.Field]:
        found = {
            field_of(option): _field(self.rule, option, self.options) for option in self.options
        }
        if self.beside is not None:
            for option in self.options:
                field = found[field_of(option)]
                parts = (str(field.help_text), self.beside(option.key))
                field.help_text = " · ".join(part for part in parts if part)
        return found

    def _pair_fields(self) -> Mapping[str, forms.Field]:
        choices = _duel if self.rule.form is Form.PAIRWISE else _comparison
        return {
            pair.name: OpenChoice(
                label=f"{pair.one.label} – {pair.other.label}",
                choices=choices(pair),
                widget=forms.RadioSelect if self.rule.form is Form.PAIRWISE else forms.Select,
            )
            for pair in self.pairs
        }

    def _given(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    def _points(self) -> dict[str, int]:
        keeps_zero = self.rule.form in {Form.SCORES, Form.SWING}
        given = {option.key: self._given(field_of(option)) for option in self.options}
        return {
            key: int(value)
            for key, value in given.items()
            if value not in {None, ""} and (keeps_zero or int(value))
        }

    def _tiers(self) -> tuple[frozenset[str], ...]:
        places: dict[int, set[str]] = {}
        for option in self.options:
            place = self._given(field_of(option))
            if place:
                places.setdefault(int(place), set()).add(option.key)
        return tuple(frozenset(places[place]) for place in sorted(places))

    def _preferred(self) -> Iterator[tuple[str, str]]:
        for pair in self.pairs:
            if self._given(pair.name) == "one":
                yield pair.one.key, pair.other.key
            elif self._given(pair.name) == "other":
                yield pair.other.key, pair.one.key

    def _judgements(self) -> Iterator[tuple[tuple[str, str], Fraction]]:
        for pair in self.pairs:
            if said := self._given(pair.name):
                yield (pair.one.key, pair.other.key), Fraction(said)


class StepForm(forms.Form):
    """Asks what to do with the paper, and which one was seen when it was opened."""

    STEPS = ("review", "change", "draft", "cast")
    step = forms.ChoiceField(choices=[(one, one) for one in STEPS])
    seen = forms.IntegerField(min_value=0)


_BY_PAIRS = {Form.PAIRWISE, Form.AHP}


def field_of(option: Option) -> str:
    """The name of the field of an option."""
    return f"o-{option.pk}"


def initial_of(rule: Rulebook, options: Sequence[Option], marks: Marks | None) -> dict[str, Any]:
    """A form filled as a paper or a draft says."""
    if marks is None:
        return {}
    filled: dict[str, Any] = {}
    place = {key: number for number, tier in enumerate(marks.tiers, 1) for key in tier}
    for option in options:
        if rule.form is Form.APPROVAL:
            filled[field_of(option)] = option.key in marks.options
        elif rule.form is Form.RANKING:
            filled[field_of(option)] = place.get(option.key, "")
        else:
            filled[field_of(option)] = marks.points.get(option.key)
    for pair in (Pair(a, b) for a, b in combinations(options, 2)):
        filled[pair.name] = _said(pair, marks)
    return filled


def _said(pair: Pair, marks: Marks) -> str:
    one, other = pair.one.key, pair.other.key
    if (one, other) in marks.judgements:
        return str(marks.judgements[one, other])
    if (one, other) in marks.pairs:
        return "one"
    return "other" if (other, one) in marks.pairs else ""


def _field(rule: Rulebook, option: Option, options: Sequence[Option]) -> forms.Field:
    hint = hint_of(option)
    match rule.form:
        case Form.APPROVAL:
            return OpenCross(label=option.label, help_text=hint)
        case Form.RANKING:
            places = [(str(n), str(n)) for n in range(1, len(options) + 1)]
            return OpenChoice(
                label=option.label, help_text=hint, choices=[("", _("no place")), *places]
            )
        case Form.SCORES:
            return _number(option, hint, rule.top)
        case Form.SWING:
            return _number(option, hint, TOP_SWING)
        case _:
            return _number(option, hint, rule.points)


def _number(option: Option, hint: str, most: int) -> forms.IntegerField:
    return OpenNumber(
        label=option.label,
        help_text=hint,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def hint_of(option: Option) -> str:
    """The line below an option, with its cost."""
    parts = [option.note]
    if option.cost is not None:
        parts.append(money(int(option.cost * 100)))
    return " · ".join(part for part in parts if part)


def _duel(pair: Pair) -> list[tuple[str, str]]:
    return [("one", pair.one.label), ("other", pair.other.label), ("", _("cannot say"))]


def _comparison(pair: Pair) -> list[tuple[str, str]]:
    words = _("%(option)s matters %(more)s")
    first = [(str(n), words % {"option": pair.one.label, "more": more}) for n, more in TIMES]
    second = [
        (f"1/{n}", words % {"option": pair.other.label, "more": more}) for n, more in TIMES[::-1]
    ]
    return [("", _("Please choose")), *first, ("1", _("both matter equally")), *second]
