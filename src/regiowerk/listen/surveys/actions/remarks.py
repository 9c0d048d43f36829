from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.actions.telling import tell_section
from regiowerk.listen.surveys.domain.field_names import rows_text
from regiowerk.listen.surveys.domain.offers import is_storable
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Participation, Remark
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

DEEDS: Sentences = {
    "remark.written": _("%(who)s wrote a remark: %(what)s."),
    "remark.closed": _("%(who)s closed a remark: %(what)s."),
}
MOST_CHARACTERS = 4_000


class EmptyRemarkError(Exception):
    """A remark without words."""

    def __str__(self) -> str:
        return str(_("Please write what you want to remark."))


@transaction.atomic
def write_remark(
    *,
    participation: Participation,
    field: Field,
    audience: str,
    text: str,
    writer: Writer,
    at: datetime,
) -> Remark:
    """Write a note beside a question, for the own people or for the project office too."""
    words = text.strip()
    if not words:
        raise EmptyRemarkError
    if len(words) > MOST_CHARACTERS:
        raise AnswerRefusedError(Refusal.TOO_LONG)
    if not is_storable(words):
        raise AnswerRefusedError(Refusal.UNREADABLE)
    layout = layout_for(participation)
    if field.path not in layout.questions:
        raise AnswerRefusedError(Refusal.UNKNOWN_FIELD)
    remark = Remark.objects.create(
        participation=participation,
        path=field.path,
        rows=rows_text(field.rows),
        audience=audience,
        text=words,
        written_at=at,
        written_by=writer.label[:200],
    )
    tell_section("remark.written", participation, layout.section_of[field.path], writer.actor, at)
    return remark


@transaction.atomic
def close_remark(*, remark: Remark, writer: Writer, at: datetime) -> None:
    """A remark is dealt with; it stays readable."""
    if remark.closed_at is not None:
        return
    remark.closed_at, remark.closed_by = at, writer.label[:200]
    remark.save(update_fields=["closed_at", "closed_by"])
    section = layout_for(remark.participation).section_of.get(remark.path, remark.path)
    tell_section("remark.closed", remark.participation, section, writer.actor, at)
