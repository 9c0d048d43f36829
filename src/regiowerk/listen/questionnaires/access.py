"""The doors to questionnaires: the office edits them, members read what is published."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import process_for_member
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.questionnaires.permissions import may_edit_questionnaires


def process_for_editor(actor: Actor, process_key: str) -> Process:
    """A process for whoever may edit its questionnaires."""
    process = process_for_member(actor, process_key)
    if not may_edit_questionnaires(actor, process):
        raise PermissionDenied
    return process


def questionnaire_for_member(actor: Actor, process_key: str, key: str) -> Questionnaire:
    """A questionnaire with a published version; drafts exist only to the office."""
    process = process_for_member(actor, process_key)
    questionnaire = _questionnaire(process, key)
    if may_edit_questionnaires(actor, process):
        return questionnaire
    if not questionnaire.versions.exclude(state=Version.State.DRAFT).exists():
        raise Http404
    return questionnaire


def questionnaire_for_office(actor: Actor, process_key: str, key: str) -> Questionnaire:
    return _questionnaire(process_for_editor(actor, process_key), key)


def version_for_member(actor: Actor, process_key: str, key: str, number: int) -> Version:
    """A version that was published; drafts exist only to the office."""
    questionnaire = questionnaire_for_member(actor, process_key, key)
    version = _version(questionnaire, number)
    is_draft = version.state == Version.State.DRAFT
    if is_draft and not may_edit_questionnaires(actor, questionnaire.process):
        raise Http404
    return version


def version_for_office(actor: Actor, process_key: str, key: str, number: int) -> Version:
    return _version(questionnaire_for_office(actor, process_key, key), number)


def draft_for_office(actor: Actor, process_key: str, key: str) -> Version:
    """The one draft of a questionnaire; 404 where there is none."""
    questionnaire = questionnaire_for_office(actor, process_key, key)
    draft = questionnaire.versions.filter(state=Version.State.DRAFT).first()
    if draft is None:
        raise Http404
    draft.questionnaire = questionnaire
    return draft


def _questionnaire(process: Process, key: str) -> Questionnaire:
    questionnaire = process.questionnaires.filter(key=key).first()
    if questionnaire is None:
        raise Http404
    questionnaire.process = process
    return questionnaire


def _version(questionnaire: Questionnaire, number: int) -> Version:
    version = questionnaire.versions.filter(number=number).first()
    if version is None:
        raise Http404
    version.questionnaire = questionnaire
    return version
