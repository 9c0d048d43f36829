"""Versions become fixed, are taken out of use, and drafts are thrown away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.actions.storing import hash_of, tell
from regiowerk.listen.questionnaires.domain.instrument import Instrument, walk
from regiowerk.listen.questionnaires.domain.linting.checks import unclassified
from regiowerk.listen.questionnaires.domain.logic import faults_of
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.listen.questionnaires.models import Questionnaire, Version

DEEDS: Sentences = {
    "version.published": gettext_lazy("%(who)s published a version of “%(what)s”."),
    "version.retired": gettext_lazy("%(who)s took a version of “%(what)s” out of use."),
    "version.restored": gettext_lazy("%(who)s put a version of “%(what)s” back into use."),
    "draft.removed": gettext_lazy("%(who)s removed the draft of “%(what)s”."),
    "questionnaire.renamed": gettext_lazy("%(who)s renamed the questionnaire “%(what)s”."),
}
MOST_NAMED = 5


class CannotPublishError(Exception):
    """A version that is no draft, or not ready."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(reasons)
        self.reasons = reasons

    def __str__(self) -> str:
        return " ".join(self.reasons)


class WrongStateError(Exception):
    """A deed that does not fit the state of the version, because somebody was faster."""

    def __str__(self) -> str:
        return str(_("The state of this version has changed meanwhile. Please look at it again."))


class InUseError(Exception):
    """A questionnaire a survey is built on."""

    def __str__(self) -> str:
        return str(_("A survey uses this draft. Choose another version there first."))


def obstacles_to_publishing(version: Version) -> tuple[str, ...]:
    """Why a draft cannot be published yet; nothing when it can."""
    instrument = instrument_from(version.definition)
    reasons = []
    if not _asks(instrument):
        reasons.append(_("The questionnaire asks nothing yet. Add at least one question."))
    names = [placed.item.name for placed in unclassified(instrument)]
    if names:
        text = ngettext(
            "It is not said who may see the answers to %(names)s.",
            "It is not said who may see the answers to %(number)d questions: %(names)s.",
            len(names),
        )
        reasons.append(text % {"number": len(names), "names": _some(names)})
    faulty = list(dict.fromkeys(f.path.lstrip("/") for f in faults_of(instrument) if f.is_error))
    if faulty:
        text = _("Rules that cannot be understood stand at %(names)s. Please correct them.")
        reasons.append(text % {"names": _some(faulty)})
    return tuple(reasons)


@transaction.atomic
def publish_version(*, version: Version, by: Actor, at: datetime) -> None:
    """Fix a draft for good: its content and its hash never change again."""
    held = Version.objects.select_for_update().get(pk=version.pk)
    if held.state != Version.State.DRAFT:
        raise WrongStateError
    if reasons := obstacles_to_publishing(held):
        raise CannotPublishError(reasons)
    if held.content_hash != hash_of(held.definition):
        raise CannotPublishError((_("The content of the draft is damaged. Upload it again."),))
    version.state, version.published_at = Version.State.PUBLISHED, at
    version.published_by = by.label
    version.save(update_fields=["state", "published_at", "published_by"])
    tell("version.published", version.questionnaire, by, at)


@transaction.atomic
def retire_version(*, version: Version, by: Actor, at: datetime) -> None:
    """No new survey begins with it; surveys that have begun go on."""
    _move(version, Version.State.PUBLISHED, Version.State.RETIRED)
    tell("version.retired", version.questionnaire, by, at)


@transaction.atomic
def restore_version(*, version: Version, by: Actor, at: datetime) -> None:
    """A version that was taken out of use can be used again."""
    _move(version, Version.State.RETIRED, Version.State.PUBLISHED)
    tell("version.restored", version.questionnaire, by, at)


@transaction.atomic
def remove_draft(*, version: Version, by: Actor, at: datetime) -> bool:
    """Throw a draft away; a questionnaire without any other version goes with it: then True."""
    questionnaire = version.questionnaire
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    if Version.objects.get(pk=version.pk).state != Version.State.DRAFT:
        raise WrongStateError
    is_gone = questionnaire.versions.count() == 1
    try:
        with transaction.atomic():
            version.delete()
            if is_gone:
                questionnaire.delete()
    except ProtectedError as problem:
        raise InUseError from problem
    tell("draft.removed", questionnaire, by, at, is_gone=is_gone)
    return is_gone


@transaction.atomic
def rename_questionnaire(
    *, questionnaire: Questionnaire, title: str, purpose: str, by: Actor, at: datetime
) -> None:
    """Another title in lists and letters; its address and what it asks stay."""
    questionnaire.title, questionnaire.purpose = title, purpose
    questionnaire.save(update_fields=["title", "purpose"])
    tell("questionnaire.renamed", questionnaire, by, at)


def _move(version: Version, before: str, after: str) -> None:
    held = Version.objects.filter(pk=version.pk, state=before)
    if not held.update(state=after):
        raise WrongStateError
    version.state = after


def _asks(instrument: Instrument) -> bool:
    return any(getattr(placed.item, "is_answerable", False) for placed in walk(instrument))


def _some(names: list[str]) -> str:
    more = ", …" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
