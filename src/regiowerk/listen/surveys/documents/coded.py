"""Coded answers as a workbook for the project office: a row per answer, a column per code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regiowerk.ground.documents.sheets import Cell, Sheet, write_xlsx
from regiowerk.listen.codes.queries import Book
from regiowerk.listen.surveys.documents.exports.naming import circle_in_words
from regiowerk.listen.surveys.models import Wave
from regiowerk.listen.surveys.queries.coding import CodedAnswer
from regiowerk.listen.surveys.queries.exports.classes import Audience


def coded_table(wave: Wave, answers: Sequence[CodedAnswer], book: Book, *, on: date) -> bytes:
    """How many passages of each answer are coded with each code, and every passage with its words."""
    words = {"survey": wave.survey.title, "wave": wave.label, "day": date_format(on)}
    note = _("%(survey)s, %(wave)s, state of %(day)s. For the project office only.") % words
    if wave.survey.process.is_example:
        note = f"{note} – {_('example data')}"
    return write_xlsx([_matrix(answers, book, note), _passages(answers, book, note)], on=on)


def _matrix(answers: Sequence[CodedAnswer], book: Book, note: str) -> Sheet:
    codes = [code for _depth, code in book.standing]
    header = (
        _("Question"),
        _("Organisation"),
        _("Who may read it"),
        _("Answer"),
        _("Passages"),
        *(book.path(code) for code in codes),
    )
    rows: list[list[Cell]] = []
    for one in answers:
        found = [code.pk for _coding, code in one.told]
        numbers: list[Cell] = [found.count(code.pk) or None for code in codes]
        place: list[Cell] = [*_place(one), one.answer.text, len(found)]
        rows.append([*place, *numbers])
    return Sheet(_("Answers by code"), header, rows, note=note)


def _passages(answers: Sequence[CodedAnswer], book: Book, note: str) -> Sheet:
    header = (
        _("Question"),
        _("Organisation"),
        _("Who may read it"),
        _("Code"),
        _("Passage"),
        _("Coded by"),
        _("Coded on"),
    )
    rows: list[list[Cell]] = [
        [*_place(one), book.path(code), coding.words, coding.coded_by, coding.coded_at.date()]
        for one in answers
        for coding, code in one.told
    ]
    return Sheet(_("Passages"), header, rows, note=note)


def _place(one: CodedAnswer) -> tuple[str, str, str]:
    answer = one.answer
    visibility = answer.question.visibility.value
    is_open = visibility in {circle.value for circle in Audience}
    circle = circle_in_words(Audience(visibility)) if is_open else _("in totals only")
    return answer.question.label, answer.organisation, circle
