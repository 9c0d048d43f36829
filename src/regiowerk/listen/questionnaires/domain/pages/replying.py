"""What a change alters on the page, as the script of the page understands it.  Pure.

| key        | what                                                                        |
|------------|-----------------------------------------------------------------------------|
| state      | saved, same, conflict, refused                                              |
| base       | the revision that stands now                                                |
| saved      | "saved 10:42", in words                                                     |
| show, hide | names of questions, groups and entries                                      |
| required, optional | names of questions                                                  |
| problems   | name -> sentence, "" for a problem that is gone                             |
| calculated | name -> text of a calculation                                               |
| labels     | name -> label that names another answer                                     |
| choices    | name -> [[code, label], ...] that are offered now                           |
| announce   | a sentence for those who do not see the page                                |
| progress   | "still about 8 minutes"                                                     |
| reload     | entries came or went: the page has to be made anew                          |
| html       | what to show at the question: both answers of a conflict                    |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Kind,
    Question,
    say,
)
from regiowerk.listen.questionnaires.domain.pages.showing import Showing, shown

if TYPE_CHECKING:
    from regiowerk.listen.questionnaires.domain.logic import Changes, FieldState

type Reply = dict[str, object]


def reply_of(
    changes: Changes | None,
    showing: Showing,
    *,
    state: str,
    base: int | None = None,
    saved: str = "",
    problems: dict[Field, str] | None = None,
    announce: str = "",
    progress: str = "",
    html: str = "",
) -> Reply:
    """The answer to one saved field: what the page has to show now, and nothing else."""
    asked = showing.sheet.logic.asked
    fields = dict(changes.fields) if changes else {}
    known = {
        field: (question, now)
        for field, now in fields.items()
        if (question := asked.get(field.path)) is not None
    }
    groups = dict(changes.groups) if changes else {}
    relevant = {field: _is_shown(*pair) for field, pair in known.items()} | groups
    return {
        "state": state,
        "base": base,
        "saved": saved,
        "show": [name_of(field) for field, is_shown in relevant.items() if is_shown],
        "hide": [name_of(field) for field, is_shown in relevant.items() if not is_shown],
        "required": _names(known, is_required=True),
        "optional": _names(known, is_required=False),
        "problems": _problems(known, showing, problems or {}),
        "calculated": _calculated(known, showing),
        "labels": _labels(showing) if known else {},
        "choices": _choices(known, showing),
        "announce": announce,
        "progress": progress,
        "reload": bool(changes and (changes.added or changes.removed)),
        "html": html,
    }


def _is_shown(question: Question, now: FieldState) -> bool:
    """Calculations are shown as soon as there is something to show."""
    return now.is_relevant and (question.kind is not Kind.CALCULATE or now.value not in {None, ""})


type Known = dict[Field, tuple[Question, FieldState]]


def _names(known: Known, *, is_required: bool) -> list[str]:
    return [
        name_of(field)
        for field, (_question, now) in known.items()
        if now.is_relevant and now.is_required is is_required
    ]


def _problems(known: Known, showing: Showing, said: dict[Field, str]) -> dict[str, str]:
    """Sentences; nobody is told what is missing while still answering."""
    found = {}
    for field, (question, now) in known.items():
        problem = now.problem if now.is_relevant else None
        if problem is not None and problem.name == "REQUIRED" and not showing.checks:
            problem = None
        found[name_of(field)] = showing.message(question, field, problem)
    return found | {name_of(field): text for field, text in said.items()}


def _calculated(known: Known, showing: Showing) -> dict[str, str]:
    return {
        name_of(field): shown(question, now.value, showing)
        for field, (question, now) in known.items()
        if question.kind is Kind.CALCULATE or now.is_read_only
    }


def _labels(showing: Showing) -> dict[str, str]:
    """Labels that name other answers, of every row."""
    logic = showing.sheet.logic
    return {
        name_of(field): showing.say(logic.asked[field.path].label, field)
        for field in (showing.sheet.fields() if logic.naming else ())
        if field.path in logic.naming
    }


def _choices(known: Known, showing: Showing) -> dict[str, list[list[str]]]:
    found = {}
    for field, (question, now) in known.items():
        if question.kind not in CHOOSING or not question.choice_filter:
            continue
        labels = {
            choice.code: say(choice.label, showing.language, showing.instrument.default_language)
            for choice in showing.instrument.choice_lists.get(question.choice_list, ())
        }
        found[name_of(field)] = [[code, labels.get(code, code)] for code in now.choices]
    return found
