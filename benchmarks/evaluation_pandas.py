"""The same counting as somebody would write it with pandas: what the engines are measured against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from math import isclose
from pathlib import Path

import pandas as pd

from regiowerk.listen.surveys.domain.evaluation.counts import (
    EVERYBODY,
    Asked,
    Chosen,
    Counts,
    Place,
    scale_for,
)
from regiowerk.listen.surveys.domain.evaluation.tables import Numbers
from regiowerk.listen.surveys.queries.evaluation.snapshot import ANSWERED, NOT_ASKED
from regiowerk.listen.surveys.tests.result_worlds import shapes

AXES = (EVERYBODY, "district", "size", "level")


def counted(paths: Mapping[str, Path]) -> Counts:
    """Everything that is told of a release."""
    units = pd.read_parquet(paths["units"])
    for axis in AXES[1:]:
        units[axis] = units[axis].astype("category")
    asked = pd.read_parquet(paths["asked"]).merge(units, on="unit")
    chosen = pd.read_parquet(paths["chosen"]).merge(units, on="unit")
    measured = asked[asked["number"].notna()]
    numbers = dict(_numbers(measured))
    return Counts(
        dict(_asked(asked)), _chosen(chosen), numbers, _means(measured), _classes(measured, numbers)
    )


def compare(counts: Counts, other: Counts) -> None:
    """Raise SystemExit where two countings differ in any cell."""
    for name in ("asked", "chosen", "numbers", "weighted_means", "classes"):
        ours, theirs = dict(_flat(getattr(counts, name))), dict(_flat(getattr(other, name)))
        wrong = [
            key for key in ours.keys() | theirs.keys() if not _same(ours.get(key), theirs.get(key))
        ]
        if wrong:
            raise SystemExit(f"{name}: {len(wrong)} of {len(ours)} cells differ, e.g. {wrong[0]}: "
                             f"{ours.get(wrong[0])} and {theirs.get(wrong[0])}")  # fmt: skip


def _flat(several: Mapping[object, object]) -> Iterator[tuple[object, tuple[float | None, ...]]]:
    for key, one in several.items():
        if isinstance(one, Mapping):
            yield from (((key, code), astuple(cell)) for code, cell in one.items())
        elif isinstance(one, tuple):
            yield from ((((key, low, high)), (n,)) for low, high, n in one)
        else:
            yield key, ((one,) if isinstance(one, float) else astuple(one))  # type: ignore[call-overload]


def _same(one: tuple[float | None, ...] | None, other: tuple[float | None, ...] | None) -> bool:
    if one is None or other is None or len(one) != len(other):
        return False
    return all(
        a is b is None or (a is not None and b is not None and isclose(a, b, rel_tol=1e-9))
        for a, b in zip(one, other, strict=True)
    )


def _by(axis: str, *more: str) -> list[str]:
    return [*([axis] if axis else []), *more]


def _place(axis: str, key: tuple[object, ...]) -> Place:
    return Place(axis, str(key[0]), int(key[1])) if axis else Place("", "", int(key[0]))  # type: ignore[call-overload]


def _groups(rows: pd.DataFrame, axis: str, *more: str) -> pd.api.typing.DataFrameGroupBy:
    return rows.groupby(_by(axis, *more), observed=True)


def _asked(rows: pd.DataFrame) -> Iterator[tuple[Place, Asked]]:
    rows = rows.assign(
        is_asked=rows["status"] != NOT_ASKED,
        is_answered=rows["status"] == ANSWERED,
        counts=rows["weight"].where(rows["status"] == ANSWERED),
    )
    for axis in AXES:
        found = _groups(rows, axis, "question")[["is_asked", "is_answered", "counts"]].sum()
        for key, n, answered, weight in found.itertuples():
            place = _place(axis, key if isinstance(key, tuple) else (key,))
            yield place, Asked(int(n), int(answered), float(weight))


def _chosen(rows: pd.DataFrame) -> dict[Place, dict[int, Chosen]]:
    rows = rows.assign(is_first=rows["place"] == 1)
    found: dict[Place, dict[int, Chosen]] = {}
    for axis in AXES:
        groups = _groups(rows, axis, "question", "code")
        table = groups.agg(
            n=("unit", "size"), weight=("weight", "sum"), place=("place", "mean"), firsts=("is_first", "sum")
        )  # fmt: skip
        for key, n, weight, mean, firsts in table.itertuples():
            found.setdefault(_place(axis, key[:-1]), {})[int(key[-1])] = Chosen(
                int(n), float(weight), float(mean) if mean else None, int(firsts)
            )
    return found


def _numbers(rows: pd.DataFrame) -> Iterator[tuple[Place, Numbers]]:
    for axis in AXES:
        groups = _groups(rows, axis, "question")["number"]
        table = groups.agg(["size", "mean", "std", "median", "min", "max"])
        quartiles = groups.quantile([0.25, 0.75]).unstack()
        for key, n, mean, deviation, median, smallest, largest in table.itertuples():
            lower, upper = quartiles.loc[key]
            place = _place(axis, key if isinstance(key, tuple) else (key,))
            yield place, Numbers(
                int(n), mean, deviation if deviation == deviation else None, median, lower, upper, smallest, largest
            )  # fmt: skip


def _means(rows: pd.DataFrame) -> dict[int, float]:
    rows = rows[rows["weight"] > 0]
    total = (rows["number"] * rows["weight"]).groupby(rows["question"]).sum()
    weight = rows.groupby("question")["weight"].sum()
    return {int(question): float(one) for question, one in (total / weight).items()}  # type: ignore[call-overload]


def _classes(
    rows: pd.DataFrame, numbers: Mapping[Place, Numbers]
) -> dict[int, tuple[tuple[float, float, int], ...]]:
    whole = {number for number, shape in enumerate(shapes(60)) if shape.is_whole}
    found = {}
    for question, several in rows.groupby("question")["number"]:
        number = int(question)  # type: ignore[call-overload]
        one = numbers[Place("", "", number)]
        scale = scale_for(one.smallest or 0, one.largest or 0, one.n, is_whole=number in whole)
        classes = ((several - scale.low) / scale.step + 1e-9).floordiv(1).astype(int).value_counts()
        found[number] = tuple(
            (*scale.bounds(n), int(classes.get(n, 0)))
            for n in range(min(classes.index), max(classes.index) + 1)
        )
    return found
