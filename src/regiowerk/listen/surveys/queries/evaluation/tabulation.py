"""Counting over a snapshot: expressions that run embedded on DuckDB, or on an engine at hand.

The expressions are written once, in Ibis; which engine runs them is the address in
`REGIOWERK_EVALUATION_ENGINE`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regiowerk.listen.surveys.domain.evaluation.counts import (
    EVERYBODY,
    Asked,
    Chosen,
    Counts,
    Place,
    Scale,
    scale_for,
)
from regiowerk.listen.surveys.domain.evaluation.tables import Numbers

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

AXES = ("district", "size", "level")
_ANSWERED, _NOT_ASKED = 2, 0


def counted(
    engine: BaseBackend, tables: Mapping[str, ir.Table], whole_numbers: Collection[int] = ()
) -> Counts:
    """Everything that is told of a release, counted in one expression per table and axis.

    `whole_numbers` are the questions whose numbers have no fractions.
    """
    asked: dict[Place, Asked] = {}
    chosen: dict[Place, dict[int, Chosen]] = {}
    numbers: dict[Place, Numbers] = {}
    for axis in (EVERYBODY, *AXES):
        asked |= _asked(engine, tables, axis)
        chosen |= _chosen(engine, tables, axis)
        numbers |= _numbers(engine, tables, axis)
    whole = {place.question: one for place, one in numbers.items() if place.axis == EVERYBODY}
    return Counts(
        asked,
        chosen,
        numbers,
        _weighted_means(engine, tables),
        _classes(engine, tables, whole, whole_numbers),
    )


def crossed(
    engine: BaseBackend, tables: Mapping[str, ir.Table], first: int, second: int
) -> dict[tuple[int, int], int]:
    """Two questions against each other: organisations by the numbers of both answers."""
    rows = tables["chosen"].filter(tables["chosen"].question == first)
    others = tables["chosen"].filter(tables["chosen"].question == second)
    right = others.select(unit=others.unit, other=others.code)
    joined = rows.join(right, "unit")
    pairs = joined.group_by(["code", "other"]).agg(n=joined.count())
    return {(row["code"], row["other"]): row["n"] for row in _rows(engine, pairs)}


def _by(table: ir.Table, units: ir.Table, axis: str) -> tuple[ir.Table, list[str]]:
    """The rows with the class of their organisation, and what to group them by."""
    if axis == EVERYBODY:
        return table.join(units.select("unit", "weight"), "unit"), []
    return table.join(units.select("unit", "weight", group=units[axis]), "unit"), ["group"]


def _asked(engine: BaseBackend, tables: Mapping[str, ir.Table], axis: str) -> dict[Place, Asked]:
    rows, by = _by(tables["asked"], tables["units"], axis)
    found = rows.group_by([*by, "question"]).agg(
        asked=(rows.status != _NOT_ASKED).sum(),
        answered=(rows.status == _ANSWERED).sum(),
        weight=rows.weight.sum(where=rows.status == _ANSWERED),
    )
    return {
        _place(axis, row): Asked(int(row["asked"]), int(row["answered"]), row["weight"] or 0.0)
        for row in _rows(engine, found)
    }


def _chosen(
    engine: BaseBackend, tables: Mapping[str, ir.Table], axis: str
) -> dict[Place, dict[int, Chosen]]:
    rows, by = _by(tables["chosen"], tables["units"], axis)
    expression = rows.group_by([*by, "question", "code"]).agg(
        n=rows.count(),
        weight=rows.weight.sum(),
        mean_place=rows.place.mean(),
        firsts=(rows.place == 1).sum(),
    )
    found: dict[Place, dict[int, Chosen]] = {}
    for row in _rows(engine, expression):
        is_ranked = row["mean_place"] > 0
        found.setdefault(_place(axis, row), {})[int(row["code"])] = Chosen(
            int(row["n"]),
            row["weight"] or 0.0,
            row["mean_place"] if is_ranked else None,
            int(row["firsts"]),
        )
    return found


def _numbers(
    engine: BaseBackend, tables: Mapping[str, ir.Table], axis: str
) -> dict[Place, Numbers]:
    """Quartiles as in Hyndman and Fan (1996), type 7."""
    rows, by = _by(tables["asked"], tables["units"], axis)
    rows = rows.filter(rows.number.notnull())
    found = rows.group_by([*by, "question"]).agg(
        n=rows.count(),
        mean=rows.number.mean(),
        deviation=rows.number.std(how="sample"),
        median=rows.number.quantile(0.5),
        lower=rows.number.quantile(0.25),
        upper=rows.number.quantile(0.75),
        smallest=rows.number.min(),
        largest=rows.number.max(),
    )
    return {_place(axis, row): _numbers_in(row) for row in _rows(engine, found)}


def _weighted_means(engine: BaseBackend, tables: Mapping[str, ir.Table]) -> dict[int, float]:
    rows, _by_nothing = _by(tables["asked"], tables["units"], EVERYBODY)
    rows = rows.filter(rows.number.notnull() & (rows.weight > 0))
    found = rows.group_by("question").agg(
        mean=(rows.number * rows.weight).sum() / rows.weight.sum()
    )
    return {int(row["question"]): row["mean"] for row in _rows(engine, found)}


def _classes(
    engine: BaseBackend,
    tables: Mapping[str, ir.Table],
    whole: Mapping[int, Numbers],
    whole_numbers: Collection[int],
) -> dict[int, tuple[tuple[float, float, int], ...]]:
    """How many organisations lie in classes with round bounds; empty classes between are told."""
    # Ibis takes a second to import, and most pages count nothing.
    import ibis  # noqa: PLC0415

    scales = {
        question: scale_for(one.smallest, one.largest, one.n, is_whole=question in whole_numbers)
        for question, one in whole.items()
        if one.smallest is not None and one.largest is not None
    }
    if not scales:
        return {}
    bounds = ibis.memtable(
        [
            {"question": question, "low": scale.low, "step": scale.step}
            for question, scale in scales.items()
        ],
        schema={"question": "int16", "low": "float64", "step": "float64"},
    )
    asked = tables["asked"]
    rows = asked.filter(asked.number.notnull()).join(bounds, "question")
    # A value that lies on a bound belongs above it, whatever floating point makes of it.
    rows = rows.mutate(klass=((rows.number - rows.low) / rows.step + 1e-9).floor().cast("int32"))
    found = rows.group_by(["question", "klass"]).agg(n=rows.count())
    by_question: dict[int, dict[int, int]] = {}
    for row in _rows(engine, found):
        by_question.setdefault(int(row["question"]), {})[int(row["klass"])] = int(row["n"])
    return {
        question: _filled(several, scales[question]) for question, several in by_question.items()
    }


def _filled(several: Mapping[int, int], scale: Scale) -> tuple[tuple[float, float, int], ...]:
    return tuple(
        (*scale.bounds(number), several.get(number, 0))
        for number in range(min(several), max(several) + 1)
    )


def _place(axis: str, row: Mapping[str, Any]) -> Place:
    return Place(axis, row.get("group") or EVERYBODY, int(row["question"]))


def _numbers_in(row: Mapping[str, Any]) -> Numbers:
    deviation = row["deviation"]
    return Numbers(
        n=int(row["n"]),
        mean=row["mean"],
        deviation=deviation if deviation is not None and deviation == deviation else None,
        median=row["median"],
        lower=row["lower"],
        upper=row["upper"],
        smallest=row["smallest"],
        largest=row["largest"],
    )


def _rows(engine: BaseBackend, expression: ir.Table) -> Sequence[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = engine.to_pyarrow(expression).to_pylist()
    return rows
