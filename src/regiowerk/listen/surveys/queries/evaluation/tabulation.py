"""Counting over a snapshot: expressions that run embedded on DuckDB, or on an engine at hand.

The expressions are written once, in Ibis; which engine runs them is the address in
`REGIOWERK_EVALUATION_ENGINE`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    import pyarrow as pa
    from ibis.backends import BaseBackend

AXES = ("district", "size", "level")
_ANSWERED, _NOT_ASKED = 2, 0


def counted(
    engine: BaseBackend, tables: Mapping[str, ir.Table], whole_numbers: Collection[int] = ()
) -> Counts:
    """Everything that is told of a release, counted in one expression per table and axis.

    `whole_numbers` are the questions whose numbers have no fractions.
    """
    # Every answer is read once, into sums by all axes together; they are few and added up here.
    cells = engine.to_pyarrow(tables["units"].select(*AXES).distinct())
    units = _with_cells(tables["units"], cells)
    asked_sums = _by_axes(engine.to_pyarrow(_asked_sums(tables["asked"], units)), cells)
    chosen_sums = _by_axes(engine.to_pyarrow(_chosen_sums(tables["chosen"], units)), cells)
    measured = tables["asked"].filter(tables["asked"].number.notnull())
    asked: dict[Place, Asked] = {}
    chosen: dict[Place, dict[int, Chosen]] = {}
    numbers: dict[Place, Numbers] = {}
    for axis in (EVERYBODY, *AXES):
        asked |= _asked(asked_sums, axis)
        chosen |= _chosen(chosen_sums, axis)
        numbers |= _numbers(engine, measured, tables["units"], axis)
    whole = {place.question: one for place, one in numbers.items() if place.axis == EVERYBODY}
    return Counts(
        asked,
        chosen,
        numbers,
        _weighted_means(asked_sums),
        _classes(engine, measured, whole, whole_numbers),
    )


def crossed(
    engine: BaseBackend, tables: Mapping[str, ir.Table], first: int, second: int
) -> tuple[dict[tuple[int, int], int], dict[int, int]]:
    """Two questions against each other, by the numbers of the answers.

    How many gave both answers, and of those that gave the second one how many answered the first.
    """
    chosen, asked = tables["chosen"], tables["asked"]
    others = chosen.filter(chosen.question == second)
    groups = others.select(unit=others.unit, other=others.code)
    rows = chosen.filter(chosen.question == first).join(groups, "unit")
    pairs = rows.group_by(["code", "other"]).agg(n=rows.count())
    there = asked.filter((asked.question == first) & (asked.status == _ANSWERED))
    joined = there.join(groups, "unit")
    sizes = joined.group_by("other").agg(n=joined.count())
    return (
        {(row["code"], row["other"]): row["n"] for row in _rows(engine, pairs)},
        {row["other"]: row["n"] for row in _rows(engine, sizes)},
    )


def _with_cells(units: ir.Table, cells: pa.Table) -> ir.Table:
    """The organisations, their classes on all axes as one number: it is quicker to group by."""
    # Ibis takes a second to import, and most pages count nothing.
    import ibis  # noqa: PLC0415

    rows = [{**row, "cell": number} for number, row in enumerate(cells.to_pylist())]
    schema = {**dict.fromkeys(AXES, "string"), "cell": "int32"}
    return units.join(ibis.memtable(rows, schema=schema), AXES).select("unit", "weight", "cell")


def _asked_sums(asked: ir.Table, units: ir.Table) -> ir.Table:
    rows = asked.join(units, "unit")
    return rows.group_by(["cell", "question", "status"]).agg(
        n=rows.count(),
        weight=rows.weight.sum(),
        times=(rows.number * rows.weight).sum(),
        behind=rows.weight.sum(where=rows.number.notnull()),
    )


def _chosen_sums(chosen: ir.Table, units: ir.Table) -> ir.Table:
    rows = chosen.join(units, "unit")
    return rows.group_by(["cell", "question", "code"]).agg(
        n=rows.count(),
        weight=rows.weight.sum(),
        places=rows.place.sum(),
        firsts=(rows.place == 1).sum(),
    )


def _by_axes(sums: pa.Table, cells: pa.Table) -> pa.Table:
    """The sums with the classes instead of their common number."""
    for axis in AXES:
        sums = sums.append_column(axis, cells[axis].take(sums["cell"]))
    return sums


def _asked(sums: pa.Table, axis: str) -> dict[Place, Asked]:
    found: dict[Place, dict[int, tuple[int, float]]] = {}
    for row in _added_up(sums, axis, ["question", "status"], ["n", "weight"]):
        found.setdefault(_place(axis, row), {})[row["status"]] = row["n"], row["weight"] or 0.0
    return {place: _asked_in(by_status) for place, by_status in found.items()}


def _asked_in(by_status: Mapping[int, tuple[int, float]]) -> Asked:
    answered, weight = by_status.get(_ANSWERED, (0, 0.0))
    asked = sum(n for status, (n, _weight) in by_status.items() if status != _NOT_ASKED)
    return Asked(asked, answered, weight)


def _weighted_means(sums: pa.Table) -> dict[int, float]:
    """Numbers weighted by inhabitants where these are known."""
    rows = _added_up(sums, EVERYBODY, ["question"], ["times", "behind"])
    return {int(row["question"]): row["times"] / row["behind"] for row in rows if row["behind"]}


def _chosen(sums: pa.Table, axis: str) -> dict[Place, dict[int, Chosen]]:
    found: dict[Place, dict[int, Chosen]] = {}
    counted = ["n", "weight", "places", "firsts"]
    for row in _added_up(sums, axis, ["question", "code"], counted):
        n, places = row["n"], row["places"]
        found.setdefault(_place(axis, row), {})[row["code"]] = Chosen(
            n, row["weight"] or 0.0, places / n if places else None, row["firsts"]
        )
    return found


def _added_up(
    sums: pa.Table, axis: str, by: Sequence[str], what: Sequence[str]
) -> Iterator[Mapping[str, Any]]:
    """The sums by one axis only, or by none."""
    keys = [*([axis] if axis else []), *by]
    added = sums.group_by(keys).aggregate([(name, "sum") for name in what])
    columns = [added[name].to_pylist() for name in (*keys, *(f"{name}_sum" for name in what))]
    names = [*(["group"] if axis else []), *by, *what]
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def _numbers(
    engine: BaseBackend, measured: ir.Table, units: ir.Table, axis: str
) -> dict[Place, Numbers]:
    rows = measured.join(units.select("unit", group=units[axis]), "unit") if axis else measured
    found = rows.group_by([*(["group"] if axis else []), "question"]).agg(**_statistics(rows))
    return {_place(axis, row): _numbers_in(row) for row in _rows(engine, found)}


def _statistics(rows: ir.Table) -> dict[str, ir.Value]:
    """Quartiles as in Hyndman and Fan (1996), type 7; they cannot be added up as sums can."""
    return {
        "n": rows.count(),
        "mean": rows.number.mean(),
        "deviation": rows.number.std(how="sample"),
        "quartiles": rows.number.quantile([0.25, 0.5, 0.75]),
        "smallest": rows.number.min(),
        "largest": rows.number.max(),
    }


def _classes(
    engine: BaseBackend,
    measured: ir.Table,
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
    rows = measured.join(bounds, "question")
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
    lower, median, upper = row["quartiles"]
    return Numbers(
        n=int(row["n"]),
        mean=row["mean"],
        deviation=deviation if deviation is not None and deviation == deviation else None,
        median=median,
        lower=lower,
        upper=upper,
        smallest=row["smallest"],
        largest=row["largest"],
    )


def _rows(engine: BaseBackend, expression: ir.Table) -> Sequence[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = engine.to_pyarrow(expression).to_pylist()
    return rows
