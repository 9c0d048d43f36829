from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.answers import Value
from regiowerk.listen.surveys.actions.answers import save_answer
from regiowerk.listen.surveys.actions.storing import Saved
from regiowerk.listen.surveys.actions.telling import tell_section
from regiowerk.listen.surveys.actions.upkeep import lock
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Conflict, Head
from regiowerk.listen.surveys.queries.answers import layout_for, value_in
from regiowerk.listen.surveys.queries.progress import check_writable

if TYPE_CHECKING:
    from uuid import UUID

DEEDS: Sentences = {
    "conflict.settled": _("%(who)s chose between two answers: %(what)s."),
    "conflict.kept": _("%(who)s noted that two answers are not agreed internally: %(what)s."),
}


class SettledMeanwhileError(Exception):
    """Somebody else chose already, or the answer changed since the page was loaded."""

    def __str__(self) -> str:
        return str(
            _("Somebody settled this or changed the answer meanwhile. Please look at it again.")
        )


@transaction.atomic
def settle_conflict(
    *,
    conflict: Conflict,
    value: Value,
    base: int | None,
    operation: UUID | str,
    writer: Writer,
    at: datetime,
) -> Saved:
    """Choose one of two answers, or one made of both; `base` is the answer that stood there."""
    _hold(conflict)
    saved = save_answer(
        participation=conflict.participation,
        field=field_at(conflict.path, conflict.rows),
        value=value,
        base=base,
        operation=operation,
        writer=writer,
        at=at,
    )
    if saved.state == "conflict":
        raise SettledMeanwhileError
    _end(conflict, Conflict.State.SETTLED, writer, at)
    tell_section("conflict.settled", conflict.participation, _label(conflict), writer.actor, at)
    return saved


@transaction.atomic
def keep_both(*, conflict: Conflict, writer: Writer, at: datetime) -> None:
    """Both answers stay beside each other: the organisation has not agreed internally."""
    _hold(conflict)
    _end(conflict, Conflict.State.NOT_AGREED, writer, at)
    tell_section("conflict.kept", conflict.participation, _label(conflict), writer.actor, at)


def standing_value(conflict: Conflict) -> Value:
    """The answer that stands now, as a value."""
    return _value(conflict, present_head(conflict).revision.value)


def offered_value(conflict: Conflict) -> Value:
    """The answer that came late, as a value."""
    return _value(conflict, conflict.offered.value)


def present_head(conflict: Conflict) -> Head:
    """What stands in the field now; it may have moved on since the conflict."""
    return Head.objects.select_related("revision").get(
        participation=conflict.participation_id, path=conflict.path, rows=conflict.rows
    )


def _value(conflict: Conflict, stored: str) -> Value:
    return value_in(layout_for(conflict.participation), conflict.path, stored)


def _hold(conflict: Conflict) -> None:
    lock(conflict.participation)
    conflict.refresh_from_db(fields=["state"])
    if conflict.state == Conflict.State.SETTLED:
        raise SettledMeanwhileError
    check_writable(conflict.participation, {_label(conflict)})


def _label(conflict: Conflict) -> str:
    return layout_for(conflict.participation).section_of[conflict.path]


def _end(conflict: Conflict, state: Conflict.State, writer: Writer, at: datetime) -> None:
    conflict.state, conflict.settled_at, conflict.settled_by = state, at, writer.label[:200]
    conflict.save(update_fields=["state", "settled_at", "settled_by"])
