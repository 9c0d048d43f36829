from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.listen.codes.models import Code
from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
)
from regiowerk.listen.questionnaires.domain.storage import plain
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.actions.answers import save_answer
from regiowerk.listen.surveys.actions.opening import prepare_sections
from regiowerk.listen.surveys.actions.storing import Saved
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import (
    AnswerFile,
    Coding,
    Conflict,
    Head,
    Link,
    Participation,
    Quotation,
    Release,
    ReleaseMember,
    Remark,
    Reminder,
    Reopening,
    Revision,
    Row,
    SectionTask,
    SigningCode,
    SignOff,
    Submission,
    Survey,
    Wave,
)
from regiowerk.listen.surveys.queries.links import hash_of
from regiowerk.listen.surveys.tests.town_hall import GOAL, PROJECTS, TOWN_HALL

TOKEN = "ein-persoenlicher-Link"
TO_SIGN = "zum-Unterschreiben"


def a_published_version(
    process: Process, instrument: Instrument = TOWN_HALL, *, number: int = 1
) -> Version:
    questionnaire, _is_new = Questionnaire.objects.get_or_create(
        process=process,
        key=instrument.key,
        defaults={"title": instrument.title["de"], "begun_at": AT, "begun_by": "Stadt Mitte"},
    )
    definition = canonical(plain(instrument)).decode()
    return Version.objects.create(
        questionnaire=questionnaire,
        number=number,
        state=Version.State.PUBLISHED,
        origin=Version.Origin.XLSFORM,
        definition=definition,
        content_hash=sha256(definition.encode()).hexdigest(),
        begun_at=AT,
        begun_by="Stadt Mitte",
        published_at=AT,
        published_by="Stadt Mitte",
    )


def a_survey(
    process: Process, key: str = "rathaus", *, questionnaire: Questionnaire | None = None
) -> Survey:
    if questionnaire is None:
        questionnaire = a_published_version(process).questionnaire
    return Survey.objects.create(
        process=process,
        key=key,
        title="Digitale Verwaltung",
        purpose="Damit wir wissen, wo wir **gemeinsam** anfangen.",
        questionnaire=questionnaire,
        begun_at=AT,
        begun_by="Stadt Mitte",
    )


def a_wave(
    survey: Survey,
    number: int = 1,
    *,
    version: Version | None = None,
    state: str = Wave.State.OPEN,
    closes_on: date = date(2022, 2, 28),
) -> Wave:
    version = version or Version.objects.get(
        questionnaire=survey.questionnaire, state=Version.State.PUBLISHED
    )
    is_begun, is_closed = state != Wave.State.PLANNED, state == Wave.State.CLOSED
    return Wave.objects.create(
        survey=survey,
        number=number,
        label=f"Welle {number}",
        version=version,
        state=state,
        opens_on=date(2022, 1, 10),
        closes_on=closes_on,
        contact_name="Eva Beispiel",
        contact_phone="05251 000000",
        contact_email="buero@example.org",
        opened_at=AT if is_begun else None,
        opened_by="Stadt Mitte" if is_begun else "",
        closed_at=AT if is_closed else None,
        closed_by="Stadt Mitte" if is_closed else "",
    )


def a_participation(
    wave: Wave,
    organisation: Organisation | None = None,
    *,
    state: str = Participation.State.INVITED,
    is_by_office: bool = False,
) -> Participation:
    """An organisation that was invited, with a task for each section."""
    region = wave.survey.process.region
    organisation = organisation or a_municipality("05999011", "Nebel")
    if not region.memberships.filter(organisation=organisation).exists():
        a_membership(region, organisation)
    participation = Participation.objects.create(
        wave=wave,
        organisation=organisation,
        version=wave.version,
        state=state,
        is_by_office=is_by_office,
        coordinator_name="Maria Muster",
        coordinator_email="muster@example.org",
        invited_at=AT,
    )
    prepare_sections(participation=participation, at=AT)
    return participation


def a_link(
    participation: Participation,
    purpose: str = Link.Purpose.COORDINATE,
    *,
    token: str = TOKEN,
    section: str = "",
    name: str = "Maria Muster",
    email: str = "muster@example.org",
    expires_at: datetime = datetime(2099, 1, 1, tzinfo=UTC),
) -> Link:
    """A personal link; its address is /antwort/<token>/."""
    return Link.objects.create(
        participation=participation,
        purpose=purpose,
        section=section,
        name=name,
        unit="Hauptamt" if section else "",
        email=email,
        token_hash=hash_of(token),
        made_at=AT - timedelta(days=1),
        made_by="Stadt Mitte",
        expires_at=expires_at,
    )


def a_writer(name: str = "Maria Muster", unit: str = "Hauptamt") -> Writer:
    return Writer(Actor(user_label=name), name, unit)


def answered(
    participation: Participation,
    field: Field,
    value: Value,
    *,
    base: int | None = None,
    operation: UUID | str | None = None,
    by: Writer | None = None,
    at: datetime = AT,
    origin: str = Revision.Origin.HUMAN,
) -> Saved:
    """Save one answer as a person would."""
    return save_answer(
        participation=participation,
        field=field,
        value=value,
        base=base,
        operation=operation or uuid4(),
        writer=by or a_writer(),
        at=at,
        origin=origin,
    )


def a_row(participation: Participation, row_id: str = "1" * 32, position: int = 1) -> Row:
    return Row.objects.create(
        participation=participation, path=PROJECTS.path, row_id=row_id, position=position
    )


def a_revision(participation: Participation, path: str = GOAL.path) -> Revision:
    return Revision.objects.create(
        participation=participation,
        path=path,
        value='"Ziel"',
        operation=uuid4(),
        author="Maria Muster",
        answered_at=AT,
    )


def a_head(revision: Revision) -> Head:
    return Head.objects.create(
        participation=revision.participation, path=revision.path, revision=revision
    )


def a_conflict(standing: Revision, offered: Revision) -> Conflict:
    return Conflict.objects.create(
        participation=standing.participation,
        path=standing.path,
        standing=standing,
        offered=offered,
    )


def a_remark(participation: Participation, path: str = GOAL.path) -> Remark:
    return Remark.objects.create(
        participation=participation,
        path=path,
        audience=Remark.Audience.INTERNAL,
        text="Nur geschätzt",
        written_at=AT,
        written_by="Maria Muster",
    )


def an_answer_file(participation: Participation, content: bytes = b"%PDF-1.7") -> AnswerFile:
    return AnswerFile.objects.create(
        participation=participation,
        name="konzept.pdf",
        media_type="application/pdf",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        kept_at=AT,
        kept_by="Maria Muster",
    )


def a_section_task(participation: Participation, section: str = "more") -> SectionTask:
    return SectionTask.objects.create(participation=participation, section=section, position=9)


def a_reminder(participation: Participation, once_key: str = "erinnert") -> Reminder:
    return Reminder.objects.create(
        participation=participation,
        rung=Reminder.Rung.BY_HAND,
        to="muster@example.org",
        once_key=once_key,
        reminded_at=AT,
    )


def a_submission(participation: Participation, number: int = 1) -> Submission:
    content = canonical({"format": "regiowerk-submission/1", "number": number}).decode()
    return Submission.objects.create(
        participation=participation,
        number=number,
        version=participation.version,
        content=content,
        content_hash=hash_of(content),
        handed_in_at=AT,
        handed_in_by="Nebel",
    )


def a_sign_off(submission: Submission, scope: str = "today\nmore") -> SignOff:
    return SignOff.objects.create(
        participation=submission.participation,
        submission=submission,
        step=SignOff.Step.HEAD,
        scope=scope,
        content_hash=submission.content_hash,
        person="Rita Rat",
        function="Bürgermeisterin",
        statement="Ich gebe diese Antworten frei.",
        method=SignOff.Method.SIGN_IN,
        signed_at=AT,
        signed_by="Nebel",
    )


def a_signing_code(link: Link, code: str = "123456") -> SigningCode:
    return SigningCode.objects.create(
        link=link, code_hash=hash_of(code), sent_at=AT, expires_at=AT + timedelta(minutes=15)
    )


def a_reopening(participation: Participation, scope: str = "more") -> Reopening:
    return Reopening.objects.create(
        participation=participation,
        cause=Reopening.Cause.RETURNED,
        scope=scope,
        reason="Bitte prüfen Sie die Zahl der Stellen.",
        opened_at=AT,
        opened_by="Stadt Mitte",
    )


def a_release(wave: Wave, number: int = 1, *, state: str = Release.State.DRAFT) -> Release:
    """A release without a table in it."""
    is_out = state == Release.State.RELEASED
    content = canonical(
        {
            "format": "regiowerk-results/1",
            "survey": "Digitale Verwaltung",
            "wave": 1,
            "wave_label": "Welle 1",
            "release": number,
        }
    ).decode()
    return Release.objects.create(
        wave=wave,
        number=number,
        state=state,
        audience=Release.Audience.REGION,
        content=content,
        content_hash=sha256(content.encode()).hexdigest(),
        register="{}",
        snapshot=b"",
        asked_at=AT,
        asked_by="Stadt Mitte",
        released_at=AT if is_out else None,
        released_by="Stadt Mitte" if is_out else "",
    )


def a_release_member(release: Release, submission: Submission) -> ReleaseMember:
    return ReleaseMember.objects.create(
        release=release, submission=submission, content_hash=submission.content_hash
    )


def a_quotation(
    submission: Submission,
    number: int = 1,
    *,
    state: str = Quotation.State.PROPOSED,
    visibility: str = Quotation.Visibility.PUBLIC,
    is_named: bool = False,
    words: str = "Mehr online",
) -> Quotation:
    is_decided = state != Quotation.State.PROPOSED
    return Quotation.objects.create(
        submission=submission,
        number=number,
        path=GOAL.path,
        start=0,
        end=len(words),
        words=words,
        text=words,
        visibility=visibility,
        is_named=is_named,
        state=state,
        proposed_at=AT,
        proposed_by="Stadt Mitte",
        decided_at=AT if is_decided else None,
        decided_by="Stadt Nebel" if is_decided else "",
    )


def a_coding(
    submission: Submission, code: Code, *, words: str = "Mehr online", coder: int = 1
) -> Coding:
    return Coding.objects.create(
        submission=submission,
        path=GOAL.path,
        start=0,
        end=len(words),
        words=words,
        code=code,
        coder=coder,
        coded_at=AT,
        coded_by=f"Person {coder}",
    )
