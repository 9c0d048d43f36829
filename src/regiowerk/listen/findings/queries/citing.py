"""What can be cited of the results and answers of a survey, and the frozen copy of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.findings.domain.evidence import (
    ANSWER,
    CHART,
    QUOTATION,
    TABLE,
    Cell,
    Evidence,
    figures_of,
    group_key,
    hash_of_answer,
    hash_of_cell,
    place_of,
    reduced,
)
from regiowerk.listen.questionnaires.domain.answers import from_json
from regiowerk.listen.questionnaires.domain.instrument import Kind, Visibility
from regiowerk.listen.surveys.domain.evaluation.tables import (
    ResultTable,
    table_from_json,
    table_to_json,
)
from regiowerk.listen.surveys.models import Submission
from regiowerk.listen.surveys.queries.evaluation.results import Shown
from regiowerk.listen.surveys.queries.evaluation.words import base_text, figure_text, headline
from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE, Audience
from regiowerk.listen.surveys.queries.exports.reading import Export, export_of
from regiowerk.listen.surveys.queries.quotations import Quoted
from regiowerk.listen.surveys.queries.submissions import record_in
from regiowerk.listen.surveys.queries.versions import known
from regiowerk.listen.surveys.queries.words import in_words, question_in_words

# A class may be cited by name only where the office may have the single answer for its own use.
CITABLE = MAY_HAVE[Audience.OFFICE]
# On the page of citing: all answers, all organisations.  No key of either has a colon alone.
ALL = ":"
_NARROWER = ("public", "region", "office")


class NothingThereError(Exception):
    """A cell, a question or an answer that is not there."""

    def __str__(self) -> str:
        return str(_("This is not there to be cited. Please choose something else."))


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be chosen on the page of citing: its value in the form, and its words."""

    value: str
    label: str


def parts_of(table: ResultTable) -> Iterator[Part]:
    """The whole question, its chart, and each of its answers."""
    yield Part(ALL, _("The whole question"))
    yield Part(CHART, _("The chart"))
    if table.counts:
        for code, answer, count in zip(table.codes, table.answers, table.counts, strict=True):
            yield Part(f"{ANSWER}:{code}", f"{answer or _('yes')}: {figure_text(count)}")


def groups_of(table: ResultTable) -> Iterator[Part]:
    """All organisations, and each group of each breakdown."""
    yield Part(ALL, _("All organisations"))
    for one in table.breakdowns:
        yield Part(one.key, _("By %(axis)s, all groups") % {"axis": one.label})
        for group in one.groups:
            yield Part(
                f"{one.key}:{group_key(group)}", f"{group.label} (n = {figure_text(group.n)})"
            )


def cell_of(part: str, group: str) -> Cell:
    """What was chosen, as a cell."""
    answer = part.removeprefix(f"{ANSWER}:") if part.startswith(f"{ANSWER}:") else ""
    breakdown, _colon, key = group.partition(":")
    return Cell(answer, breakdown, key)


def evidence_of_table(
    shown: Shown, table: ResultTable, cell: Cell, *, kind: str = TABLE
) -> Evidence:
    """The frozen copy of a cell, of a whole question or of its chart; as public as both are."""
    found = figures_of(table, cell)
    if found is None:
        raise NothingThereError
    release, results = shown.release, shown.results
    released_at = release.released_at
    words = {"survey": results.survey, "wave": results.wave_label, "number": release.number}
    return Evidence(
        source=_("%(survey)s, %(wave)s, release %(number)d") % words,
        place=table.label[:300],
        words=sentence_of(table, cell),
        source_on=timezone.localdate(released_at) if released_at else None,
        kind=kind,
        release_id=release.pk,
        question=table.key,
        answer=cell.answer,
        breakdown=cell.breakdown,
        group=cell.group,
        base=_base(table, cell),
        figures=canonical(table_to_json(reduced(table, cell))).decode(),
        source_hash=hash_of_cell(table, cell),
        audience=_audience_of(release.audience, table, cell),
    )


def _audience_of(release: str, table: ResultTable, cell: Cell) -> str:
    """The narrowest circle; totals of confidential answers are as public as their release."""
    groups = [one.visibility for one in table.breakdowns if one.key == cell.breakdown]
    asked = [one for one in (table.visibility, *groups) if one and one != Visibility.AGGREGATE]
    return max((release, *asked), key=_NARROWER.index)


def sentence_of(table: ResultTable, cell: Cell) -> str:
    """What a cell says; "" where the table does not have it."""
    found = figures_of(table, cell)
    if found is None:
        return ""
    if not cell.answer and not cell.group:
        return headline(table)
    label = _group_label(table, cell, found.label)
    words = {"n": figure_text(found.n), "group": label}
    if cell.answer:
        place = place_of(table, cell.answer) or 0
        words |= {"count": figure_text(found.counts[0]), "answer": table.answers[place] or _("yes")}
        if table.is_of_themes:
            words["group"] = label or _("All organisations")
            return _("%(group)s: %(count)s of %(n)s speak of “%(answer)s”") % words
        if label:
            return _("%(group)s: %(count)s of %(n)s say “%(answer)s”") % words
        return _("%(count)s of %(n)s say “%(answer)s”") % words
    pairs = zip(table.answers, found.counts, strict=True) if found.counts else ()
    told = ", ".join(f"{answer or _('yes')} {figure_text(count)}" for answer, count in pairs)
    return f"{label} (n = {words['n']}): {told}" if told else f"{label}: n = {words['n']}"


def _group_label(table: ResultTable, cell: Cell, label: str) -> str:
    """What a group is called; made of the answers to another question, with that question."""
    crossing = next(
        (b for b in table.breakdowns if b.key == cell.breakdown and b.is_crossing), None
    )
    return f"{crossing.label} – {label}" if crossing and label else label


def _base(table: ResultTable, cell: Cell) -> str:
    if not cell.group:
        return base_text(table)
    found = figures_of(table, cell)
    return f"n = {figure_text(found.n)}" if found else ""


def table_in(figures: str) -> ResultTable:
    """The table as it was frozen with a citation."""
    return table_from_json(json.loads(figures))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a submission: the question, the answer in words, and its SHA-256."""

    question: str
    words: str
    source_hash: str


@dataclass(frozen=True, slots=True)
class Passage:
    """An answer of an organisation that may be cited by name."""

    path: str
    rows: str
    answer: Answer
    audience: str


def answer_in(submission: Submission, path: str, rows: str) -> Answer | None:
    """What a submission answers to a question; None where it says nothing, or two things."""
    record = record_in(submission)
    if any(_place(one) == (path, rows) for one in record["not_agreed"]):
        return None
    given = (one for one in record["answers"] if _place(one) == (path, rows))
    stored = next(given, None)
    content, language = known(submission.version), submission.participation.language
    question = content.layout.questions.get(path)
    if stored is None or question is None:
        return None
    value = from_json(question.kind, stored["value"])
    return Answer(
        question_in_words(question, content.instrument, language),
        in_words(value, question, content.instrument, language),
        hash_of_answer(stored["value"]),
    )


def passages_of(submission: Submission, export: Export) -> list[Passage]:
    """The answers of a submission that may be cited by name, each with its class."""
    content, found = known(submission.version), []
    for one in record_in(submission)["answers"]:
        path, rows = _place(one)
        question = content.layout.questions.get(path)
        visibility = export.classes.get(export.whole.path_of(submission.version.content_hash, path))
        if question is None or question.kind is Kind.FILE or visibility not in CITABLE:
            continue
        answer = answer_in(submission, path, rows)
        if answer is not None:
            found.append(Passage(path, rows, answer, str(visibility)))
    return found


def _place(stored: Mapping[str, Any]) -> tuple[str, str]:
    """Where something stands in a record."""
    return stored["path"], "/".join(stored["rows"])


def evidence_of_answer(submission: Submission, path: str, rows: str) -> Evidence:
    """The frozen copy of one answer of an organisation, in the class its question has."""
    participation = submission.participation
    passages = passages_of(submission, export_of(participation.wave))
    here = (one for one in passages if (one.path, one.rows) == (path, rows))
    passage = next(here, None)
    if passage is None:
        raise NothingThereError
    words = {
        "organisation": participation.organisation,
        "survey": participation.wave.survey.title,
        "wave": participation.wave.label,
    }
    return Evidence(
        source=str(_("%(organisation)s, answer to %(survey)s, %(wave)s") % words)[:300],
        place=passage.answer.question[:300],
        words=passage.answer.words,
        source_on=timezone.localdate(submission.handed_in_at),
        kind=ANSWER,
        submission_id=submission.pk,
        question=path,
        rows=rows,
        version=submission.version.number,
        source_hash=passage.answer.source_hash,
        audience=passage.audience,
    )


def evidence_of_quotation(quoted: Quoted) -> Evidence:
    """The frozen copy of words an organisation agreed to, in the circle it agreed to."""
    who = quoted.who or str(_("An organisation that is not named"))
    return Evidence(
        source=str(_("%(who)s, quotation") % {"who": who})[:300],
        place=quoted.question[:300],
        words=quoted.text,
        source_on=timezone.localdate(quoted.approved_at),
        kind=QUOTATION,
        quotation_id=quoted.id,
        source_hash=quoted.content_hash,
        audience=quoted.visibility,
    )
