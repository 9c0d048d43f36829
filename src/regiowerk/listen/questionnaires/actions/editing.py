"""Changing a questionnaire on its pages: each change is a new state of the draft."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.storage import instrument_from, plain
from regiowerk.listen.questionnaires.models import Questionnaire, Version

DEEDS: Sentences = {
    "questionnaire.edited": _("%(who)s changed the questionnaire “%(what)s”."),
    "questionnaire.edit_undone": _("%(who)s undid a change of the questionnaire “%(what)s”."),
}


class ChangedMeanwhileError(Exception):
    """A change of a state that is not the current one any more."""

    def __str__(self) -> str:
        return str(
            _(
                "Somebody else has changed the questionnaire in the meantime. What you entered is "
                "still here: compare it with the current state and save it again."
            )
        )


class NothingToEditError(Exception):
    """A questionnaire without any version."""

    def __str__(self) -> str:
        return str(_("This questionnaire has no content yet. Please import a workbook first."))


class CannotBeUndoneError(Exception):
    """A change after which others have been made."""

    def __str__(self) -> str:
        return str(
            _("This cannot be undone any more, because the questionnaire has changed since.")
        )


@dataclass(frozen=True, slots=True)
class Edit:
    """A change that was made: the draft it is in, and the definition before and after it."""

    version: Version
    before: str
    before_hash: str
    is_change: bool


def latest_version(questionnaire: Questionnaire) -> Version | None:
    """The state that is worked on: the draft, else the version published last."""
    return questionnaire.versions.order_by("-number").first()


@transaction.atomic
def edit_questionnaire(
    *,
    questionnaire: Questionnaire,
    change: Callable[[Instrument], Instrument],
    seen: str,
    by: Actor,
    at: datetime,
) -> Edit:
    """Change the draft; the first change of a published version begins the next draft.

    `seen` is the hash of the state the change was made for.  Refused when it is not the current
    one, so that two people at the same questionnaire never overwrite one another.
    """
    version = _current(questionnaire, seen)
    instrument = change(instrument_from(version.definition))
    before, before_hash = version.definition, version.content_hash
    definition = canonical(plain(instrument)).decode()
    if definition == before:
        return Edit(version, before, before_hash, is_change=False)
    version = _stored(questionnaire, version, definition, by, at)
    _tell("questionnaire.edited", questionnaire, by, at)
    return Edit(version, before, before_hash, is_change=True)


@transaction.atomic
def undo_edit(
    *, questionnaire: Questionnaire, before: str, seen: str, by: Actor, at: datetime
) -> Version:
    """Put the draft back to the definition before the last change.

    Refused when anybody has changed the questionnaire since that change.
    """
    try:
        version = _current(questionnaire, seen)
    except ChangedMeanwhileError as changed:
        raise CannotBeUndoneError from changed
    if version.state != Version.State.DRAFT:
        raise CannotBeUndoneError
    version = _stored(questionnaire, version, before, by, at)
    _tell("questionnaire.edit_undone", questionnaire, by, at)
    return version


def _current(questionnaire: Questionnaire, seen: str) -> Version:
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    version = latest_version(questionnaire)
    if version is None:
        raise NothingToEditError
    if version.content_hash != seen:
        raise ChangedMeanwhileError
    return version


def _stored(
    questionnaire: Questionnaire, version: Version, definition: str, by: Actor, at: datetime
) -> Version:
    content_hash = hashlib.sha256(definition.encode()).hexdigest()
    if version.state != Version.State.DRAFT:
        return Version.objects.create(
            questionnaire=questionnaire,
            number=version.number + 1,
            origin=Version.Origin.EDITOR,
            definition=definition,
            content_hash=content_hash,
            begun_at=at,
            begun_by=by.label,
        )
    # What the import found and the author's file speak of a state that is gone now.
    draft = Version.objects.filter(
        pk=version.pk, state=Version.State.DRAFT, content_hash=version.content_hash
    )
    changed = draft.update(
        definition=definition,
        content_hash=content_hash,
        origin=Version.Origin.EDITOR,
        file_name="",
        file_content=b"",
    )
    if not changed:
        raise ChangedMeanwhileError
    version.findings.all().delete()
    version.refresh_from_db()
    return version


def _tell(deed: str, questionnaire: Questionnaire, by: Actor, at: datetime) -> None:
    process = questionnaire.process
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=questionnaire.title,
        address=reverse("questionnaires:editor", args=[process.key, questionnaire.key]),
        region=process.region.key,
        process=process.key,
    )
