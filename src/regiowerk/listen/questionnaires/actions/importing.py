"""Questionnaires from the files of their authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.process.domain.keys import key_from
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.actions.storing import store_draft, store_findings, tell
from regiowerk.listen.questionnaires.documents.files import origin_of, read_file
from regiowerk.listen.questionnaires.documents.xlsform import Reading
from regiowerk.listen.questionnaires.domain.instrument import Group, Instrument, say
from regiowerk.listen.questionnaires.domain.linting import Finding, Level
from regiowerk.listen.questionnaires.models import Questionnaire, Version

DEEDS: Sentences = {
    "questionnaire.imported": gettext_lazy("%(who)s imported the questionnaire “%(what)s”."),
    "questionnaire.begun": gettext_lazy("%(who)s began the questionnaire “%(what)s”."),
    "draft.replaced": gettext_lazy("%(who)s uploaded a new draft of “%(what)s”."),
}
# Words that stand in addresses where the key of a questionnaire would.
ADDRESSES = frozenset({"hochladen", "beginnen", "vorlage", "neu"})
NO_FILES: Mapping[str, bytes] = {}
LONGEST_TITLE = 200


class FaultyWorkbookError(Exception):
    """A file with errors; nothing was stored."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings

    def __str__(self) -> str:
        number = sum(finding.level == Level.ERROR for finding in self.findings)
        text = ngettext(
            "The file was not taken over: one thing has to be corrected first.",
            "The file was not taken over: %(number)d things have to be corrected first.",
            number,
        )
        return text % {"number": number}


@transaction.atomic
def import_questionnaire(
    *,
    process: Process,
    content: bytes,
    file_name: str,
    title: str,
    by: Actor,
    at: datetime,
    purpose: str = Questionnaire.Purpose.SURVEY,
    attachments: Mapping[str, bytes] = NO_FILES,
) -> Version:
    """A new questionnaire from a file; its first version is a draft."""
    reading = read_file(content, file_name, attachments)
    instrument = _read(reading)
    Process.objects.select_for_update().get(pk=process.pk)
    named = title.strip() or say(
        instrument.title, instrument.default_language, instrument.default_language
    )
    questionnaire = _create(process, instrument.key, named, purpose, by, at)
    version = store_draft(
        questionnaire,
        replace(instrument, key=questionnaire.key),
        origin=origin_of(file_name),
        file_name=file_name,
        file_content=content,
        by=by,
        at=at,
    )
    store_findings(version, reading.findings)
    tell("questionnaire.imported", questionnaire, by, at)
    return version


@transaction.atomic
def begin_questionnaire(
    *, process: Process, title: str, purpose: str, by: Actor, at: datetime
) -> Version:
    """A new questionnaire with one empty section, to be written in the editor."""
    Process.objects.select_for_update().get(pk=process.pk)
    questionnaire = _create(process, title, title, purpose, by, at)
    section = Group("section_1", (), label={"de": _("First section")})
    instrument = Instrument(questionnaire.key, {"de": title}, (section,))
    version = store_draft(questionnaire, instrument, origin=Version.Origin.EDITOR, by=by, at=at)
    tell("questionnaire.begun", questionnaire, by, at)
    return version


@transaction.atomic
def replace_draft(
    *,
    questionnaire: Questionnaire,
    content: bytes,
    file_name: str,
    by: Actor,
    at: datetime,
    attachments: Mapping[str, bytes] = NO_FILES,
) -> Version:
    """A file becomes the draft; a draft that was there before is gone, published versions stay."""
    reading = read_file(content, file_name, attachments)
    instrument = _read(reading)
    Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
    questionnaire.versions.filter(state=Version.State.DRAFT).delete()
    version = store_draft(
        questionnaire,
        replace(instrument, key=questionnaire.key),
        origin=origin_of(file_name),
        file_name=file_name,
        file_content=content,
        by=by,
        at=at,
    )
    store_findings(version, reading.findings)
    tell("draft.replaced", questionnaire, by, at)
    return version


def _read(reading: Reading) -> Instrument:
    if reading.instrument is None:
        raise FaultyWorkbookError(reading.findings)
    return reading.instrument


def _create(
    process: Process, key: str, title: str, purpose: str, by: Actor, at: datetime
) -> Questionnaire:
    taken = ADDRESSES | set(process.questionnaires.values_list("key", flat=True))
    return Questionnaire.objects.create(
        process=process,
        key=key_from(key, taken=taken),
        title=title[:LONGEST_TITLE],
        purpose=purpose,
        begun_at=at,
        begun_by=by.label,
    )
