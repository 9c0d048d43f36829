"""The store of answers: appended under an operation's id, moved by compare-and-swap.

Whoever writes holds the row of the participation.  What a late answer would have overwritten stays,
and what came late is kept beside it as a conflict.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.surveys.actions.storing import Batch, Manner, Saved, Store
from regiowerk.listen.surveys.actions.telling import tell_section
from regiowerk.listen.surveys.actions.upkeep import keep_work, lock, note_answers
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.offers import Offer, why_not_here
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Head, Participation, Revision
from regiowerk.listen.surveys.queries.answers import keep_book, open_book
from regiowerk.listen.surveys.queries.progress import check_writable
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

if TYPE_CHECKING:
    from uuid import UUID

DEEDS: Sentences = {
    "answer.confirmed": _("%(who)s confirmed an answer filled in beforehand: %(what)s."),
}


@transaction.atomic
def save_answer(
    *,
    participation: Participation,
    field: Field,
    value: Value,
    base: int | None,
    operation: UUID | str,
    writer: Writer,
    at: datetime,
    origin: str = Revision.Origin.HUMAN,
) -> Saved:
    """Store one answer if it is based on the present one; otherwise keep both as a conflict."""
    offer = Offer(field, value, base, operation)
    batch = _save(participation, (offer,), Manner(writer, origin, at))
    if field in batch.refused:
        raise batch.refused[field]
    return batch.saved[field]


@transaction.atomic
def save_answers(
    *,
    participation: Participation,
    offers: Sequence[Offer],
    writer: Writer,
    at: datetime,
    origin: str = Revision.Origin.HUMAN,
    asks_again: bool = False,
) -> Batch:
    """Store several answers at once; one that cannot be taken does not stop the others.

    What `asks_again` is shown with "still true?" until somebody confirms or changes it.
    """
    return _save(participation, offers, Manner(writer, origin, at, asks_again=asks_again))


@transaction.atomic
def confirm_prefill(
    *, participation: Participation, field: Field, base: int, writer: Writer, at: datetime
) -> None:
    """What was filled in beforehand is still true; asked about something else meanwhile, refused."""
    lock(participation)
    book = open_book(participation, at)
    refusal = why_not_here(field, book.layout, book.sheet)
    if refusal is not None:
        raise AnswerRefusedError(refusal)
    section = book.layout.section_of[field.path]
    check_writable(participation, {section})
    heads = Head.objects.filter(
        participation=participation,
        path=field.path,
        rows=rows_text(field.rows),
        revision=base,
        is_unconfirmed=True,
    )
    if not heads.update(is_unconfirmed=False):
        raise AnswerRefusedError(Refusal.MOVED)
    note_answers(participation, at)
    keep_work(participation, book, worked={section}, touched={section}, writer=writer, at=at)
    transaction.on_commit(partial(keep_book, participation.pk, book))
    tell_section("answer.confirmed", participation, section, writer.actor, at)


def _save(participation: Participation, offers: Sequence[Offer], manner: Manner) -> Batch:
    """The one way in which answers come into the store."""
    lock(participation)
    book = open_book(participation, manner.at)
    sections = {book.layout.section_of.get(offer.field.path, "") for offer in offers} - {""}
    check_writable(participation, sections)
    store = Store(participation, book, manner)
    store.look_up(offers)
    saved: dict[Field, Saved] = {}
    refused: dict[Field, AnswerRefusedError] = {}
    for offer in offers:
        try:
            saved[offer.field] = store.take(offer)
        except AnswerRefusedError as refusal:
            refused[offer.field] = refusal
    store.close()
    return Batch(saved, refused)
