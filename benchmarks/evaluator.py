"""Questionnaire logic against rxeval on the same form: one changed answer, and opening.

The form is written once as XLSForm rows; pyxform makes the XForm rxeval reads, and our own
instrument is made from the same rows.  Both answer the same changes turn by turn.  What they give
is compared: a wrong result ends the run with an error.  Times are computing time of this process, so
that other work on the machine does not count.  Run it alone with
`python -m benchmarks.evaluator`.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import rxeval
from pyxform.xls2xform import convert

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
)
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings, logic_of

type Row = dict[str, str]
PER_GROUP = 20
GIVEN: list[tuple[str, Value]] = [
    ("n", 12),
    ("state", "s1"),
    ("town", "t1"),
    ("x3", 5),
    ("n", 3),
]
TARGET_CHANGE_MS, TARGET_OPEN_MS, TARGET_RATIO = 0.5, 300.0, 3.0
SURROUNDINGS = Surroundings(date(2026, 3, 1), datetime(2026, 3, 1, tzinfo=UTC))
KINDS = {
    "integer": Kind.INTEGER,
    "text": Kind.TEXT,
    "calculate": Kind.CALCULATE,
    "select_one": Kind.SELECT_ONE,
}
CHOICES = [
    {"list_name": "towns", "name": f"t{at}", "label": f"Town {at}", "state": f"s{at % 4}"}
    for at in range(40)
] + [{"list_name": "states", "name": f"s{at}", "label": f"State {at}"} for at in range(4)]


def rows_of(size: int) -> list[list[Row]]:
    """Groups of questions with relevance, calculations, constraints and a choice filter each."""
    return [_group(number) for number in range(size // PER_GROUP)]


def _group(number: int) -> list[Row]:
    own = f"g{number}"
    rows: list[Row] = [
        {"type": "integer", "name": f"{own}_n", "constraint": ". >= 0 and . <= 1000"},
        {"type": "select_one states", "name": f"{own}_state"},
        {
            "type": "select_one towns",
            "name": f"{own}_town",
            "choice_filter": f"state = ${{{own}_state}}",
        },
        {"type": "text", "name": f"{own}_why", "relevant": f"${{{own}_n}} > 10"},
    ]
    for at in range(PER_GROUP - len(rows)):
        rows.append(_more(own, at))
    return [{"label": row["name"], **row} for row in rows]


def _more(own: str, at: int) -> Row:
    name = f"{own}_x{at}"
    if at % 4 == 0:
        before = f"{own}_x{at - 4}" if at else f"{own}_n"
        return {
            "type": "calculate",
            "name": name,
            "calculation": f"coalesce(${{{before}}}, 0) + {at}",
        }
    if at % 4 == 1:
        rule = f"${{{own}_n}} > {at} and selected(${{{own}_state}}, 's1')"
        return {"type": "integer", "name": name, "relevant": rule, "constraint": ". > 0"}
    if at % 4 == 2:
        return {"type": "text", "name": name, "required": f"${{{own}_n}} = {at}"}
    return {"type": "integer", "name": name, "constraint": f". <= ${{{own}_n}}"}


def xform_of(groups: list[list[Row]]) -> str:
    """The same rows as ODK XForm."""
    survey: list[Row] = []
    for number, rows in enumerate(groups):
        survey.append({"type": "begin group", "name": f"g{number}", "label": f"G {number}"})
        survey += rows
        survey.append({"type": "end group"})
    workbook: dict[str, Any] = {
        "survey": survey,
        "choices": CHOICES,
        "settings": [{"form_id": "bench", "form_title": "Bench", "name": "data"}],
    }
    return str(convert(xlsform=workbook).xform)


def instrument_of(groups: list[list[Row]]) -> Instrument:
    """The same rows as our instrument."""
    items = tuple(
        Group(f"g{number}", tuple(map(_question, rows))) for number, rows in enumerate(groups)
    )
    lists: dict[str, tuple[Choice, ...]] = {}
    for row in CHOICES:
        columns = {"state": row["state"]} if "state" in row else {}
        choice = Choice(row["name"], {"en": row["label"]}, columns)
        lists[row["list_name"]] = (*lists.get(row["list_name"], ()), choice)
    return Instrument("bench", {"en": "Bench"}, items, lists, ("en",), "en")


def _question(row: Row) -> Question:
    word, _, choice_list = row["type"].partition(" ")
    rules = {
        column: row[column]
        for column in ("relevant", "required", "constraint", "calculation", "choice_filter")
        if column in row
    }
    return Question(
        row["name"],
        KINDS[word],
        {"en": row["label"]},
        choice_list=choice_list,
        **rules,  # type: ignore[arg-type]
    )


def _milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def measure(say: Callable[[str], None]) -> None:
    """Both engines, small and large form.  Raises SystemExit when their results differ."""
    say("| questions | step | ours ms | rxeval ms | ratio | target |")
    say("|---:|---|---:|---:|---:|---|")
    for size in (400, 2_000):
        groups = rows_of(size)
        xform, instrument = xform_of(groups), instrument_of(groups)
        compiling = statistics.median(
            _milliseconds(partial(logic_of, instrument)) for _ in range(3)
        )
        logic = logic_of(instrument)
        say(f"| {size:,} | compiling, once per version | {compiling:.1f} | – | – | – |")
        opening = [_milliseconds(partial(Sheet, logic, {}, {}, SURROUNDINGS)) for _ in range(5)]
        theirs = [_milliseconds(partial(_open, xform)) for _ in range(3)]
        _tell(say, size, "opening", opening, theirs, f"≤ {TARGET_OPEN_MS:.0f} ms with compiling")
        ours, other = _changes(groups, Sheet(logic, {}, {}, SURROUNDINGS), rxeval.Session(xform))
        _tell(say, size, "one answer, median", ours, other, f"≤ {TARGET_CHANGE_MS} ms")
        slowest, theirs_slowest = [max(ours)], [max(other)]
        _tell(say, size, "one answer, slowest", slowest, theirs_slowest, f"ratio ≤ {TARGET_RATIO}")


def _tell(
    say: Callable[[str], None],
    size: int,
    step: str,
    ours: list[float],
    theirs: list[float],
    target: str,
) -> None:
    mine, other = statistics.median(ours), statistics.median(theirs)
    say(f"| {size:,} | {step} | {mine:.3f} | {other:.3f} | {mine / other:.3f} | {target} |")


def _changes(
    groups: list[list[Row]], sheet: Sheet, session: Any
) -> tuple[list[float], list[float]]:
    """The same answers given to both; what is relevant and calculated has to agree."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(0, len(groups), max(1, len(groups) // 10)):
        for name, value in GIVEN:
            path = f"/g{number}/g{number}_{name}"
            ours.append(_milliseconds(partial(sheet.change, Field(path), value)))
            theirs.append(_milliseconds(partial(_answer, session, f"/data{path}", str(value))))
    _compare(sheet, session)
    return ours, theirs


def _open(xform: str) -> None:
    rxeval.Session(xform).recompute()


def _answer(session: Any, path: str, value: str) -> None:
    session.set(path, value)
    session.recompute()


def _compare(sheet: Sheet, session: Any) -> None:
    report = session.recompute()
    wrong: list[str] = []
    for field in sheet.fields():
        state, path = sheet.state(field), f"/data{field.path}"
        if report["relevant"].get(path, True) != state.is_relevant:
            wrong.append(f"{path}: relevant {state.is_relevant}")
        elif sheet.logic.entries[field.path].calculation and session.get(path) != str(state.value):
            wrong.append(f"{path}: {state.value} instead of {session.get(path)}")
    if wrong:
        raise SystemExit("Results differ:\n" + "\n".join(wrong[:20]))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    measure(_say)
