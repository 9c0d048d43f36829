from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.logic import Changes
from regiowerk.listen.surveys.actions.storing import NOTHING
from regiowerk.listen.surveys.actions.telling import tell_section
from regiowerk.listen.surveys.actions.upkeep import keep_work, lock, note_answers
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, Row
from regiowerk.listen.surveys.queries.answers import Book, keep_book, open_book, stamp_of
from regiowerk.listen.surveys.queries.progress import check_writable
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

DEEDS: Sentences = {
    "row.added": _("%(who)s added an entry: %(what)s."),
    "row.removed": _("%(who)s removed an entry: %(what)s."),
    "row.restored": _("%(who)s brought an entry back: %(what)s."),
}
MOST_ROWS = 200


class TooManyRowsError(Exception):
    """More entries than a page can show."""

    def __str__(self) -> str:
        return str(_("There are 200 entries already. Please call the project office for more."))


@dataclass(frozen=True, slots=True)
class RowSaved:
    """An entry that was added, removed or brought back, and what followed from it."""

    row: Row
    changes: Changes = NOTHING


@transaction.atomic
def add_row(
    *, participation: Participation, repeat: Field, row_id: str, writer: Writer, at: datetime
) -> RowSaved:
    """Add an entry behind the others; the same id twice is one entry."""
    book, section = _open(participation, repeat, at)
    rows = Row.objects.filter(participation=participation)
    before = rows.filter(row_id=row_id).first()
    if before is not None:
        return RowSaved(before)
    siblings = rows.filter(path=repeat.path, rows=rows_text(repeat.rows))
    if siblings.count() >= MOST_ROWS:
        raise TooManyRowsError
    last = siblings.aggregate(last=Max("position"))["last"] or 0
    row = Row.objects.create(
        participation=participation,
        path=repeat.path,
        rows=rows_text(repeat.rows),
        row_id=row_id,
        position=last + 1,
    )
    changes = book.sheet.add_row(repeat, row_id)
    _close(participation, book, section, changes, writer, at)
    tell_section("row.added", participation, section, writer.actor, at)
    return RowSaved(row, changes)


@transaction.atomic
def remove_row(
    *, participation: Participation, repeat: Field, row_id: str, writer: Writer, at: datetime
) -> RowSaved:
    """Take an entry out; its answers stay, and it can be brought back."""
    book, section = _open(participation, repeat, at)
    row = _row(participation, repeat, row_id)
    if row.removed_at is not None:
        return RowSaved(row)
    row.removed_at, row.removed_by = at, writer.label[:200]
    row.save(update_fields=["removed_at", "removed_by"])
    changes = book.sheet.remove_row(repeat, row_id)
    _close(participation, book, section, changes, writer, at)
    tell_section("row.removed", participation, section, writer.actor, at)
    return RowSaved(row, changes)


@transaction.atomic
def restore_row(
    *, participation: Participation, repeat: Field, row_id: str, writer: Writer, at: datetime
) -> RowSaved:
    """Bring a removed entry back with all its answers, at its place."""
    _book, section = _open(participation, repeat, at)
    row = _row(participation, repeat, row_id)
    if row.removed_at is None:
        return RowSaved(row)
    row.removed_at, row.removed_by = None, ""
    row.save(update_fields=["removed_at", "removed_by"])
    # Its answers come back too: the sheet is made anew.
    book = open_book(participation, at)
    _close(participation, book, section, NOTHING, writer, at)
    tell_section("row.restored", participation, section, writer.actor, at)
    return RowSaved(row)


def _open(participation: Participation, repeat: Field, at: datetime) -> tuple[Book, str]:
    """Hold the participation; refuses repeats this version has not, and closed sections."""
    lock(participation)
    book = open_book(participation, at)
    layout = book.layout
    if repeat.path not in layout.repeats or len(layout.repeats_of[repeat.path]) != len(repeat.rows):
        raise AnswerRefusedError(Refusal.UNKNOWN_FIELD)
    section = layout.section_of[repeat.path]
    check_writable(participation, {section})
    for depth, (around, row) in enumerate(
        zip(layout.repeats_of[repeat.path], repeat.rows, strict=True)
    ):
        if row not in book.sheet.rows_of(Field(around, repeat.rows[:depth])):
            raise AnswerRefusedError(Refusal.ROW_REMOVED)
    return book, section


def _row(participation: Participation, repeat: Field, row_id: str) -> Row:
    row = Row.objects.filter(
        participation=participation, path=repeat.path, rows=rows_text(repeat.rows), row_id=row_id
    ).first()
    if row is None:
        raise AnswerRefusedError(Refusal.UNKNOWN_FIELD)
    return row


def _close(
    participation: Participation,
    book: Book,
    section: str,
    changes: Changes,
    writer: Writer,
    at: datetime,
) -> None:
    note_answers(participation, at)
    touched = {
        book.layout.section_of[field.path] for field in (*changes.fields, *changes.groups)
    } | {section}
    keep_work(participation, book, worked={section}, touched=touched, writer=writer, at=at)
    book.stamp = stamp_of(participation, at)
    transaction.on_commit(partial(keep_book, participation.pk, book))
