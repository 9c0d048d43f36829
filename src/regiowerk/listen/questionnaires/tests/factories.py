from __future__ import annotations

from hashlib import sha256

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.questionnaires.domain.storage import plain
from regiowerk.listen.questionnaires.models import ImportFinding, Questionnaire, Version

# Two sections, a condition, a limit and a list: enough to try everything that reads a version.
SMALL = Instrument(
    key="klein",
    title={"de": "Kleiner Fragebogen"},
    items=(
        Group(
            "today",
            (
                Question(
                    "online",
                    Kind.SELECT_ONE,
                    {"de": "Bieten Sie Leistungen online an?"},
                    required="true()",
                    choice_list="yes_no",
                    visibility=Visibility.REGION,
                ),
                Question(
                    "services",
                    Kind.INTEGER,
                    {"de": "Wie viele?"},
                    relevant="${online} = 'yes'",
                    constraint=". >= 0",
                    constraint_message={"de": "Bitte keine negative Zahl."},
                    visibility=Visibility.REGION,
                ),
            ),
            label={"de": "Heute"},
            unit="Hauptamt",
            minutes=3,
        ),
        Group(
            "plans",
            (Question("wish", Kind.TEXT, {"de": "Was fehlt?"}, visibility=Visibility.PUBLIC),),
            label={"de": "Morgen"},
        ),
    ),
    choice_lists={"yes_no": (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))},
)


def a_questionnaire(
    process: Process, key: str = "klein", *, title: str = "Kleiner Fragebogen"
) -> Questionnaire:
    return Questionnaire.objects.create(
        process=process, key=key, title=title, begun_at=AT, begun_by="Stadt Mitte"
    )


def a_version(
    questionnaire: Questionnaire,
    instrument: Instrument = SMALL,
    *,
    number: int | None = None,
    state: str = Version.State.PUBLISHED,
    origin: str = Version.Origin.XLSFORM,
    file_name: str = "",
    file_content: bytes = b"",
) -> Version:
    """A version in a state; its number follows those that are there."""
    definition = canonical(plain(instrument)).decode()
    is_draft = state == Version.State.DRAFT
    return Version.objects.create(
        questionnaire=questionnaire,
        number=number or questionnaire.versions.count() + 1,
        state=state,
        origin=origin,
        definition=definition,
        content_hash=sha256(definition.encode()).hexdigest(),
        file_name=file_name,
        file_content=file_content,
        begun_at=AT,
        begun_by="Stadt Mitte",
        published_at=None if is_draft else AT,
        published_by="" if is_draft else "Stadt Mitte",
    )


def an_import_finding(version: Version, position: int = 1) -> ImportFinding:
    return ImportFinding.objects.create(
        version=version,
        position=position,
        level=ImportFinding.Level.WARNING,
        kind="unknown-column",
        sheet="survey",
        row=1,
        column="section_owner",
        values="{}",
    )
