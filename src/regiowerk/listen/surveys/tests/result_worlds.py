"""Snapshots of any size from a seed, and what is counted over them written a second time without an engine.

Of 60 questions a quarter each are numbers, single choices, multiple choices and rankings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from regiowerk.listen.questionnaires.domain.instrument import Visibility
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.queries.evaluation.snapshot import (
    ANSWERED,
    ASKED,
    CHOSEN,
    LEFT_OPEN,
    NOT_ASKED,
    UNITS,
)

ANSWERS = 6
RANKED = 3
DISTRICTS, SIZES, LEVELS = (
    ("a", "b", "c", "d", "e", "f", ""),
    ("0", "1", "2", "3"),
    ("upper", "basic"),
)
FORMS = (Form.NUMBER, Form.SINGLE, Form.MULTIPLE, Form.RANKING)


def shapes(questions: int) -> tuple[Shape, ...]:
    """The questions of a synthetic snapshot."""
    return tuple(
        Shape(
            key=f"s{number // 10}.q{number}",
            path=f"/s{number // 10}/q{number}",
            form=FORMS[number % 4],
            label=f"Frage {number + 1}",
            section=f"s{number // 10}",
            visibility=Visibility.REGION,
            codes=() if number % 4 == 0 else tuple(map(str, range(ANSWERS))),
            answers=() if number % 4 == 0 else tuple(f"Antwort {n + 1}" for n in range(ANSWERS)),
            indicator=f"i{number}",
            is_whole=number % 8 == 0,
        )
        for number in range(questions)
    )


def write_snapshot(folder: Path, units: int, questions: int, seed: int = 7) -> dict[str, Path]:
    """The three files of a snapshot, question by question, so that they need not fit into memory."""
    chance = np.random.default_rng(seed)
    paths = {name: folder / f"{name}.parquet" for name in ("units", "asked", "chosen")}
    pq.write_table(_units(chance, units), paths["units"], compression="zstd")
    with (
        pq.ParquetWriter(paths["asked"], ASKED, compression="zstd") as asked,
        pq.ParquetWriter(paths["chosen"], CHOSEN, compression="zstd") as chosen,
    ):
        for question in range(questions):
            status = chance.choice(
                np.array([NOT_ASKED, LEFT_OPEN, ANSWERED], np.int8), units, p=[0.1, 0.1, 0.8]
            )
            who = np.flatnonzero(status == ANSWERED).astype(np.int32)
            asked.write_table(_asked(chance, question, status))
            for codes, places in _choices(chance, question, who):
                chosen.write_table(_chosen(question, *codes, places))
    return paths


def _units(chance: np.random.Generator, units: int) -> pa.Table:
    weight = chance.integers(1_000, 150_000, units).astype(float)
    return pa.table(
        {
            "unit": np.arange(units, dtype=np.int32),
            "district": chance.choice(DISTRICTS, units),
            "size": chance.choice(SIZES, units),
            "level": chance.choice(LEVELS, units),
            # Of some organisations the inhabitants are not known.
            "weight": pa.array(weight, mask=chance.random(units) < 0.05),
        },
        schema=UNITS,
    )


def _asked(chance: np.random.Generator, question: int, status: np.ndarray) -> pa.Table:
    units, is_number = len(status), question % 4 == 0
    values = chance.integers(0, 2_000, units) / (1 if question % 8 == 0 else 4)
    return pa.table(
        {
            "unit": np.arange(units, dtype=np.int32),
            "question": np.full(units, question, np.int16),
            "status": status,
            "number": pa.array(values, mask=(status != ANSWERED) | (not is_number)),
        },
        schema=ASKED,
    )


def _choices(
    chance: np.random.Generator, question: int, who: np.ndarray
) -> Iterator[tuple[tuple[np.ndarray, np.ndarray], int]]:
    """Who chose which code, at which place."""
    match FORMS[question % 4]:
        case Form.SINGLE:
            yield (who, chance.integers(0, ANSWERS, len(who))), 0
        case Form.MULTIPLE:
            for code in range(ANSWERS):
                some = who[chance.random(len(who)) < 0.4]
                yield (some, np.full(len(some), code)), 0
        case Form.RANKING:
            order = np.argsort(chance.random((len(who), ANSWERS)), axis=1)
            for place in range(RANKED):
                yield (who, order[:, place]), place + 1


def _chosen(question: int, who: np.ndarray, codes: np.ndarray, place: int) -> pa.Table:
    return pa.table(
        {
            "unit": who,
            "question": np.full(len(who), question, np.int16),
            "code": codes.astype(np.int16),
            "place": np.full(len(who), place, np.int8),
        },
        schema=CHOSEN,
    )


def bytes_of(paths: Mapping[str, Path]) -> dict[str, bytes]:
    """The files as a release keeps them."""
    return {name: path.read_bytes() for name, path in paths.items()}
