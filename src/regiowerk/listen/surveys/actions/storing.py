"""How offered answers meet those that stand, while one participation is held by its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from regiowerk.listen.questionnaires.domain.answers import Field, Upload
from regiowerk.listen.questionnaires.domain.logic import Changes
from regiowerk.listen.surveys.actions.upkeep import keep_counts, keep_work, note_answers
from regiowerk.listen.surveys.domain.field_names import field_at, rows_text
from regiowerk.listen.surveys.domain.offers import (
    REFUSED,
    Offer,
    stored,
    why_not_here,
    why_not_this,
)
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import AnswerFile, Conflict, Head, Participation, Revision
from regiowerk.listen.surveys.queries.answers import Book, Standing, keep_book, value_in
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

if TYPE_CHECKING:
    from uuid import UUID

# Whoever answers is at work; a program that fills in beforehand is not.
_BY_PEOPLE = frozenset({Revision.Origin.HUMAN, Revision.Origin.PAPER})
_MOVE = "UPDATE surveys_head SET revision_id = %s, is_unconfirmed = %s WHERE id = %s AND revision_id = %s"
NOTHING = Changes(fields={}, groups={}, added=(), removed=())


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of an answer: `state` is "saved", "same" or "conflict"."""

    revision: Revision | None  # None: nothing had to be written
    state: str
    changes: Changes = NOTHING
    conflict: Conflict | None = None
    stands: int | None = None  # the revision that said the same already

    @property
    def base(self) -> int | None:
        """What the next answer of the same writer has to name as the revision it saw."""
        return self.stands if self.revision is None else self.revision.pk


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of several answers sent at once; those refused say why."""

    saved: Mapping[Field, Saved]
    refused: Mapping[Field, AnswerRefusedError]


@dataclass(frozen=True, slots=True)
class Manner:
    """Who answers when and how, the same for all that is sent at once."""

    writer: Writer
    origin: str
    at: datetime
    asks_again: bool = False


class Store:
    """The answers of one participation whose row is held: what stands, and what comes."""

    def __init__(self, participation: Participation, book: Book, manner: Manner) -> None:
        self._participation, self._book, self._manner = participation, book, manner
        self._done: dict[str, Revision] = {}
        self._revisions: list[Revision] = []
        self._moved: list[tuple[Field, Standing | None, Revision]] = []  # what stood, what does now
        self._conflicts: list[Conflict] = []
        self._worked: set[str] = set()
        self._touched: set[str] = set()

    def look_up(self, offers: Sequence[Offer]) -> None:
        """Where an offer is not based on what stands, read which operations were done before.

        Heads only ever move on: an offer based on what stands now cannot have been stored before.
        """
        doubtful = [one.operation for one in offers if not self._is_based_on_head(one)]
        if doubtful:
            done = Revision.objects.filter(operation__in=doubtful)
            self._done = {revision.operation.hex: revision for revision in done}

    def _is_based_on_head(self, offer: Offer) -> bool:
        standing = self._book.standings.get(offer.field)
        return (standing.revision_id if standing else None) == offer.base

    def take(self, offer: Offer) -> Saved:
        """Decide about one answer, or say why it is not taken."""
        before = self._done.get(_hex(offer.operation))
        if before is not None:
            return self._again(before, offer)
        self._check(offer)
        standing = self._book.standings.get(offer.field)
        if stored(offer.value) == ("" if standing is None else standing.value):
            return self._same(standing, offer)
        if standing is None or standing.revision_id == offer.base:
            return self._move(standing, offer)
        return self._late(standing, offer)

    def close(self) -> None:
        """Write what was decided, bring counters and state up to date, keep the sheet."""
        if self._revisions:
            self._write_revisions()
            self._write_heads()
            self._write_conflicts()
            self._note()
        new = sum(before is None for _field, before, _now in self._moved)
        newest = max((now.pk for _field, _before, now in self._moved), default=0)
        self._book.stamp = self._book.stamp.after(newest, new)
        transaction.on_commit(partial(keep_book, self._participation.pk, self._book))

    def _note(self) -> None:
        """Count anew; and where people answered, say that they are at it."""
        if self._manner.origin not in _BY_PEOPLE:
            keep_counts(self._participation, self._book, self._touched | self._worked)
            return
        note_answers(self._participation, self._manner.at)
        keep_work(
            self._participation,
            self._book,
            worked=self._worked,
            touched=self._touched | self._worked,
            writer=self._manner.writer,
            at=self._manner.at,
        )

    def _check(self, offer: Offer) -> None:
        layout = self._book.layout
        refusal = why_not_here(offer.field, layout, self._book.sheet)
        refusal = refusal or why_not_this(layout.questions[offer.field.path], offer.value)
        if refusal is None and isinstance(offer.value, Upload):
            refusal = _why_not_kept(self._participation, offer.value)
        if refusal is not None:
            raise AnswerRefusedError(refusal)
        standing = self._book.standings.get(offer.field)
        is_office = self._manner.origin == Revision.Origin.PAPER
        if is_office and standing is not None and standing.origin == Revision.Origin.HUMAN:
            raise AnswerRefusedError(Refusal.NOT_OURS)

    def _again(self, before: Revision, offer: Offer) -> Saved:
        """The same operation once more: the same answer as the first time."""
        place = (self._participation.pk, offer.field.path, rows_text(offer.field.rows))
        is_same = (before.participation_id, before.path, before.rows) == place
        if not is_same or before.value != stored(offer.value):
            raise AnswerRefusedError(Refusal.OPERATION_REUSED)
        conflict = Conflict.objects.filter(offered=before).select_related("standing").first()
        if conflict is not None:
            return Saved(before, "conflict", conflict=conflict)
        standing = self._book.standings.get(offer.field)
        if standing is None or standing.revision_id != before.pk:
            return Saved(before, "saved")
        # What followed from it then, follows from it now.
        self._put_back(offer.field, "" if before.base is None else before.base.value)
        return Saved(before, "saved", self._book.sheet.change(offer.field, offer.value))

    def _same(self, standing: Standing | None, offer: Offer) -> Saved:
        """Both say the same: nothing to write, and what was offered before is settled by it."""
        if standing is None:
            return Saved(None, "same")
        if offer.base not in {None, standing.revision_id}:
            _settle_by_agreement(offer.base, self._manner)
        return Saved(None, "same", stands=standing.revision_id)

    def _move(self, standing: Standing | None, offer: Offer) -> Saved:
        """The answer becomes the present one."""
        changes = self._change(offer, standing)
        revision = self._append(offer, base=standing.revision_id if standing else None)
        self._moved.append((offer.field, standing, revision))
        section_of = self._book.layout.section_of
        self._worked.add(section_of[offer.field.path])
        self._touched |= {section_of[field.path] for field in (*changes.fields, *changes.groups)}
        return Saved(revision, "saved", changes)

    def _late(self, standing: Standing, offer: Offer) -> Saved:
        """The answer that stands stays, and what was offered is kept beside it."""
        self._change(offer, standing)
        self._put_back(offer.field, standing.value)
        revision = self._append(offer, base=_seen_by(self._participation, offer))
        self._worked.add(self._book.layout.section_of[offer.field.path])
        conflict = _open_conflict(self._participation, offer)
        if conflict is None:
            participation, path, rows = _place(self._participation, offer.field)
            conflict = Conflict(participation=participation, path=path, rows=rows)
        conflict.standing_id, conflict.offered = standing.revision_id, revision
        self._conflicts.append(conflict)
        return Saved(revision, "conflict", conflict=conflict)

    def _change(self, offer: Offer, standing: Standing | None) -> Changes:
        """What follows from an answer; a sheet that finds it impossible is put back."""
        sheet = self._book.sheet
        changes = sheet.change(offer.field, offer.value)
        problem = sheet.state(offer.field).problem
        if problem in REFUSED:
            self._put_back(offer.field, standing.value if standing else "")
            raise AnswerRefusedError(REFUSED[problem])
        return changes

    def _put_back(self, field: Field, value: str) -> None:
        self._book.sheet.change(field, value_in(self._book.layout, field.path, value))

    def _append(self, offer: Offer, *, base: int | None) -> Revision:
        participation, path, rows = _place(self._participation, offer.field)
        revision = Revision(
            participation=participation,
            path=path,
            rows=rows,
            value=stored(offer.value),
            base_id=base,
            operation=offer.operation,
            origin=self._manner.origin,
            author=self._manner.writer.label[:200],
            unit=self._manner.writer.unit[:200],
            answered_at=self._manner.at,
        )
        self._revisions.append(revision)
        return revision

    def _write_revisions(self) -> None:
        """An operation's id that is used twice for different answers is refused by the table."""
        try:
            if len(self._revisions) == 1:
                self._revisions[0].save(force_insert=True)
            else:
                Revision.objects.bulk_create(self._revisions)
        except IntegrityError as problem:
            raise AnswerRefusedError(Refusal.OPERATION_REUSED) from problem

    def _write_heads(self) -> None:
        """Move each head from the revision that was seen; if one moved meanwhile, nothing happens."""
        asks_again = self._manner.asks_again
        moved = [
            (now.pk, asks_again, before.head_id, before.revision_id)
            for _field, before, now in self._moved
            if before is not None
        ]
        with connection.cursor() as cursor:  # with every answer; the ORM takes longer to write it
            if moved:
                cursor.executemany(_MOVE, moved)
            if moved and cursor.rowcount != len(moved):
                raise AnswerRefusedError(Refusal.MOVED)
        new = [
            Head(
                participation=self._participation,
                path=field.path,
                rows=rows_text(field.rows),
                revision=now,
                is_unconfirmed=asks_again,
            )
            for field, before, now in self._moved
            if before is None
        ]
        made = {field_at(one.path, one.rows): one.pk for one in Head.objects.bulk_create(new)}
        for field, before, now in self._moved:
            head_id = made[field] if before is None else before.head_id
            self._book.standings[field] = _standing(head_id, now, asks_again=asks_again)

    def _write_conflicts(self) -> None:
        for conflict in self._conflicts:
            conflict.offered_id = conflict.offered.pk
            conflict.save()


def _standing(head_id: int, now: Revision, *, asks_again: bool) -> Standing:
    return Standing(
        head_id, now.pk, now.value, now.origin, now.author, now.unit, now.answered_at, asks_again
    )


def _place(participation: Participation, field: Field) -> tuple[Participation, str, str]:
    return participation, field.path, rows_text(field.rows)


def _hex(operation: UUID | str) -> str:
    return operation if isinstance(operation, str) else operation.hex


def _why_not_kept(participation: Participation, upload: Upload) -> Refusal | None:
    """A file is named only if its bytes are here."""
    kept = AnswerFile.objects.filter(
        participation=participation,
        sha256=upload.sha256,
        size=upload.size,
        media_type=upload.media_type,
    )
    return None if kept.exists() else Refusal.NOT_POSSIBLE


def _seen_by(participation: Participation, offer: Offer) -> int | None:
    """The revision an answer is based on, if it is one of this field."""
    if offer.base is None:
        return None
    _participation, path, rows = _place(participation, offer.field)
    known = Revision.objects.filter(
        participation=participation, path=path, rows=rows, pk=offer.base
    )
    return known.values_list("pk", flat=True).first()


def _open_conflict(participation: Participation, offer: Offer) -> Conflict | None:
    """The conflict in which the writer goes on with what they offered before."""
    return Conflict.objects.filter(
        participation=participation, offered=offer.base, state=Conflict.State.OPEN
    ).first()


def _settle_by_agreement(offered: int, manner: Manner) -> None:
    """Who offered something else now offers what stands."""
    Conflict.objects.filter(offered=offered, state=Conflict.State.OPEN).update(
        state=Conflict.State.SETTLED, settled_at=manner.at, settled_by=manner.writer.label
    )
