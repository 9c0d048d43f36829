"""The same expressions on DuckDB, on Spark and counted by hand give the same cells."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from statistics import mean, quantiles, stdev

import pyarrow.parquet as pq
import pytest

from regiowerk.listen.surveys.domain.evaluation.building import Counted, exact_table
from regiowerk.listen.surveys.domain.evaluation.counts import EVERYBODY, Counts, Place
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable, table_to_json
from regiowerk.listen.surveys.queries.evaluation.engines import Engine, opened
from regiowerk.listen.surveys.queries.evaluation.snapshot import ANSWERED, NOT_ASKED
from regiowerk.listen.surveys.queries.evaluation.tabulation import AXES, counted
from regiowerk.listen.surveys.tests.result_worlds import (
    DISTRICTS,
    LEVELS,
    SIZES,
    bytes_of,
    shapes,
    write_snapshot,
)

UNITS, QUESTIONS = 61, 16
CODES = {"district": DISTRICTS, "size": SIZES, "level": LEVELS}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return write_snapshot(tmp_path_factory.mktemp("snapshot"), UNITS, QUESTIONS)


def counted_on(address: str, paths: Mapping[str, Path]) -> Counts:
    whole = [number for number, shape in enumerate(shapes(QUESTIONS)) if shape.is_whole]
    with opened(bytes_of(paths), Engine(address)) as (engine, tables):
        return counted(engine, tables, whole)


@pytest.fixture(scope="module")
def embedded(paths: Mapping[str, Path]) -> Counts:
    return counted_on("duckdb://", paths)


@pytest.fixture(scope="module")
def distributed(paths: Mapping[str, Path]) -> Counts:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java: apt-get install default-jre-headless")
    pytest.importorskip("pyspark", reason="PySpark is installed by bin/spark only")
    return counted_on("pyspark://", paths)


def results_from(counts: Counts) -> list[ResultTable]:
    """Everything that is told of a release, from what an engine counted."""
    axes = [Classes(key, key, CODES[key], {}, is_ordered=False) for key in AXES]
    sums = Counted(counts, axes, UNITS, frozenset())
    return [exact_table(number, shape, sums) for number, shape in enumerate(shapes(QUESTIONS))]


def cells(value: object, at: str = "") -> dict[str, object]:
    """Every figure by where it stands."""
    if isinstance(value, Mapping):
        inside = ((f"{at}.{key}", one) for key, one in value.items())
    elif isinstance(value, list | tuple):
        inside = ((f"{at}.{number}", one) for number, one in enumerate(value))
    else:
        return {at: value}
    return {place: cell for key, one in inside for place, cell in cells(one, key).items()}


def test_duckdb_counts_organisations_as_by_hand(embedded: Counts, paths: Mapping[str, Path]):
    units = {row["unit"]: row for row in pq.read_table(paths["units"]).to_pylist()}
    asked = pq.read_table(paths["asked"]).to_pylist()
    for axis in (EVERYBODY, *AXES):
        expected: dict[Place, list[int]] = {}
        for row in asked:
            group = units[row["unit"]][axis] if axis else EVERYBODY
            found = expected.setdefault(Place(axis, group, row["question"]), [0, 0])
            found[0] += row["status"] != NOT_ASKED
            found[1] += row["status"] == ANSWERED
        counts = {
            place: [one.asked, one.answered]
            for place, one in embedded.asked.items()
            if place.axis == axis
        }
        assert counts == expected


def test_duckdb_counts_answers_and_places_as_by_hand(embedded: Counts, paths: Mapping[str, Path]):
    units = {row["unit"]: row for row in pq.read_table(paths["units"]).to_pylist()}
    given: dict[tuple[str, int, int], list[tuple[int, float]]] = {}
    for row in pq.read_table(paths["chosen"]).to_pylist():
        unit = units[row["unit"]]
        place = (unit["district"], row["question"], row["code"])
        given.setdefault(place, []).append((row["place"], unit["weight"] or 0.0))
    expected = {
        place: (
            len(several),
            sum(weight for _place, weight in several),
            mean(place for place, _weight in several) or None,
            sum(place == 1 for place, _weight in several),
        )
        for place, several in given.items()
    }
    counts = {
        (place.group, place.question, code): (one.n, one.weight, one.mean_place, one.firsts)
        for place, several in embedded.chosen.items()
        if place.axis == "district"
        for code, one in several.items()
    }

    assert counts == {place: pytest.approx(one) for place, one in expected.items()}


def test_duckdb_measures_numbers_as_by_hand(embedded: Counts, paths: Mapping[str, Path]):
    values: dict[int, list[float]] = {}
    for row in pq.read_table(paths["asked"]).to_pylist():
        if row["number"] is not None:
            values.setdefault(row["question"], []).append(row["number"])
    for question, several in values.items():
        lower, median, upper = quantiles(several, n=4, method="inclusive")
        found = embedded.numbers[Place(EVERYBODY, EVERYBODY, question)]
        assert astuple(found) == pytest.approx(
            (
                len(several),
                mean(several),
                stdev(several),
                median,
                lower,
                upper,
                min(several),
                max(several),
            )
        )


def test_classes_hold_every_number_once(embedded: Counts):
    for question, classes in embedded.classes.items():
        whole = embedded.numbers[Place(EVERYBODY, EVERYBODY, question)]
        assert sum(n for _low, _high, n in classes) == whole.n


def test_an_organisation_without_known_inhabitants_weighs_nothing(
    embedded: Counts, paths: Mapping[str, Path]
):
    known = {
        row["unit"]: row["weight"]
        for row in pq.read_table(paths["units"]).to_pylist()
        if row["weight"]
    }
    for question, found in embedded.weighted_means.items():
        pairs = [
            (row["number"], known[row["unit"]])
            for row in pq.read_table(paths["asked"]).to_pylist()
            if row["question"] == question and row["number"] is not None and row["unit"] in known
        ]
        total = sum(weight for _value, weight in pairs)
        assert found == pytest.approx(sum(value * weight for value, weight in pairs) / total)


@pytest.mark.filterwarnings("default")
def test_spark_and_duckdb_agree_in_every_cell(embedded: Counts, distributed: Counts):
    here, there = (
        cells([table_to_json(table) for table in results_from(counts)])
        for counts in (embedded, distributed)
    )
    assert len(here) > 1_000
    assert there == {
        place: pytest.approx(cell, rel=1e-9) if isinstance(cell, float) else cell
        for place, cell in here.items()
    }
