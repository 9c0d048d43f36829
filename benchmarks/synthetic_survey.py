"""A survey of any size: an instrument from a seed, participations, and revisions made in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import connection

from benchmarks.synthetic import AT, build
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.ground.people.models import User
from regiowerk.ground.regions.models import Mandate, Organisation
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Visibility,
)
from regiowerk.listen.questionnaires.domain.storage import plain
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.actions import Signature, hand_in, sign
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import (
    Link,
    Participation,
    SectionTask,
    SignOff,
    Survey,
    Wave,
)
from regiowerk.listen.surveys.queries.signing import Signatory
from regiowerk.listen.surveys.queries.submissions import draft_of

PER_SECTION = 40
KINDS = (Kind.TEXT, Kind.INTEGER, Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.DECIMAL)
VALUES = {
    Kind.TEXT: '"An answer as a town hall writes it, one sentence long."',
    Kind.INTEGER: "17",
    Kind.SELECT_ONE: '"yes"',
    Kind.SELECT_MULTIPLE: '["yes","no"]',
    Kind.DECIMAL: '"12.5"',
}


@dataclass(frozen=True)
class Fielding:
    """A wave with its participations, and the token of the link of each."""

    wave: Wave
    participations: list[Participation]
    tokens: list[str]


def instrument_of(count: int, *, has_required: bool = False) -> Instrument:
    """An instrument of so many questions of five kinds, every eighth of them with a condition."""
    sections = tuple(
        Group(
            f"s{section}",
            tuple(
                _question(n, count, has_required=has_required)
                for n in range(section * PER_SECTION, min(count, (section + 1) * PER_SECTION))
            ),
            label={"de": f"Abschnitt {section + 1}"},
        )
        for section in range((count + PER_SECTION - 1) // PER_SECTION)
    )
    yes_no = (Choice("yes", {"de": "ja"}), Choice("no", {"de": "nein"}))
    return Instrument("synthetic", {"de": "Synthetisch"}, sections, {"yes_no": yes_no})


def _question(n: int, count: int, *, has_required: bool) -> Question:
    kind = KINDS[n % len(KINDS)]
    is_choosing = kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}
    # Question 2 of every section is the first choice; later ones depend on it.
    gate = f"q{n // PER_SECTION * PER_SECTION + 2}"
    return Question(
        f"q{n}",
        kind,
        label={"de": f"Frage {n + 1} von {count}"},
        relevant=f"${{{gate}}} = 'yes'" if n % PER_SECTION > 2 and n % 8 == 0 else "",
        constraint=". >= 0" if kind in {Kind.INTEGER, Kind.DECIMAL} else "",
        required="true()" if has_required else "",
        choice_list="yes_no" if is_choosing else "",
        visibility=Visibility.REGION,
    )


def field_of(key: str, organisations: int, instrument: Instrument) -> Fielding:
    """Create process, questionnaire, wave and one participation with a link per organisation."""
    region, process, _user = build(key, organisations)
    definition = canonical(plain(instrument)).decode()
    questionnaire = Questionnaire.objects.create(
        process=process, key="synthetic", title="Synthetic", begun_at=AT, begun_by="benchmark"
    )
    version = Version.objects.create(
        questionnaire=questionnaire,
        number=1,
        state=Version.State.PUBLISHED,
        origin=Version.Origin.XLSFORM,
        definition=definition,
        content_hash=sha256(definition.encode()).hexdigest(),
        begun_at=AT,
        begun_by="benchmark",
        published_at=AT,
        published_by="benchmark",
    )
    survey = Survey.objects.create(
        process=process,
        key="synthetic",
        title="Synthetic",
        questionnaire=questionnaire,
        begun_at=AT,
        begun_by="benchmark",
    )
    wave = Wave.objects.create(
        survey=survey,
        number=1,
        label="first",
        version=version,
        state=Wave.State.OPEN,
        opens_on=date(2022, 1, 1),
        closes_on=date(2022, 3, 31),
        opened_at=AT,
        opened_by="benchmark",
    )
    asked = Organisation.objects.filter(memberships__region=region).order_by("pk")
    participations = Participation.objects.bulk_create(
        Participation(
            wave=wave,
            organisation=organisation,
            version=version,
            state=Participation.State.IN_WORK,
            invited_at=AT,
            opened_at=AT,
        )
        for organisation in asked
    )
    SectionTask.objects.bulk_create(
        SectionTask(participation=one, section=group.name, position=position)
        for one in participations
        for position, group in enumerate(instrument.items)
    )
    return Fielding(wave, participations, _links(participations))


def _links(participations: list[Participation]) -> list[str]:
    tokens = [f"benchmark-token-{one.pk}" for one in participations]
    Link.objects.bulk_create(
        Link(
            participation=one,
            purpose=Link.Purpose.COORDINATE,
            email=f"office@{one.pk}.example.org",
            name="Benchmark",
            token_hash=sha256(token.encode()).hexdigest(),
            made_at=AT,
            made_by="benchmark",
            expires_at=AT.replace(year=2099),
        )
        for one, token in zip(participations, tokens, strict=True)
    )
    return tokens


def heads_of(fielding: Fielding) -> dict[int, int]:
    """Somebody who may sign for every organisation: their mandates by organisation."""
    region = fielding.wave.survey.process.region
    users = User.objects.bulk_create(
        User(
            email=f"head@{one.pk}.example.org",
            name="Head (Beispiel)",
            created_at=AT,
            created_by="benchmark",
        )
        for one in fielding.participations
    )
    mandates = Mandate.objects.bulk_create(
        Mandate(
            user=user,
            organisation_id=one.organisation_id,
            region=region,
            role=Role.HEAD,
            from_on=date(2021, 1, 1),
            granted_at=AT,
            granted_by="benchmark",
        )
        for user, one in zip(users, fielding.participations, strict=True)
    )
    return {mandate.organisation_id: mandate.pk for mandate in mandates}


def hand_in_all(fielding: Fielding, at: datetime) -> int:
    """Everybody who has not hands in, and whoever may sign signs; how many did."""
    heads = Mandate.objects.select_related("user").filter(
        organisation__participations__wave=fielding.wave, role=Role.HEAD
    )
    if not heads.exists():
        heads_of(fielding)
    by_organisation = {one.organisation_id: one for one in heads.all()}
    waiting = Participation.objects.filter(
        wave=fielding.wave, state=Participation.State.IN_WORK
    ).select_related("organisation", "version", "wave__survey__process__region")
    done = 0
    for participation in waiting.order_by("pk"):
        _sign(participation, by_organisation[participation.organisation_id], at)
        done += 1
    return done


def _sign(participation: Participation, head: Mandate, at: datetime) -> None:
    actor = Actor(user_label=head.user.name, organisation_label=str(participation.organisation))
    hand_in(
        participation=participation,
        signatory=Signatory(head.pk, head.user_id, head.user.name, head.user.email),
        token=f"to-sign-{participation.pk}",
        writer=Writer(actor, actor.user_label, ""),
        at=at,
    )
    sign(
        participation=participation,
        signature=Signature("Head (Beispiel)", "Head", "I agree.", SignOff.Method.LINK_AND_CODE),
        seen=draft_of(participation, at).content_hash,
        by=actor,
        at=at,
    )


def write_revisions(fielding: Fielding, instrument: Instrument, revisions: int) -> int:
    """So many revisions of every answer, as if the participations were answered side by side."""
    paths = {
        f"/{group.name}/{question.name}": VALUES[question.kind]
        for group in instrument.items
        if isinstance(group, Group)
        for question in group.items
        if isinstance(question, Question)
    }
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS asked (path text, value text)")
        cursor.execute("DELETE FROM asked")
        cursor.executemany("INSERT INTO asked VALUES (%s, %s)", list(paths.items()))
        for _round in range(revisions):
            cursor.execute(_ROUND[connection.vendor], [fielding.wave.pk])
        cursor.execute(_HEADS, [fielding.wave.pk])
        cursor.execute("ANALYZE")
    return len(fielding.participations) * len(paths) * revisions


_COLUMNS = "participation_id, path, rows, value, operation, origin, author, unit, answered_at"
_UUID = {
    "postgresql": "gen_random_uuid()",
    "sqlite": "lower(hex(randomblob(16)))",
}
_ROUND = {
    vendor: (
        f"INSERT INTO surveys_revision ({_COLUMNS}) "  # noqa: S608 - constants only
        f"SELECT p.id, a.path, '', a.value, {uuid}, 'human', 'Benchmark', 'IT', "
        "'2022-01-24 09:00:00+00' FROM surveys_participation p, asked a WHERE p.wave_id = %s"
    )
    for vendor, uuid in _UUID.items()
}
_HEADS = (
    "INSERT INTO surveys_head (participation_id, path, rows, revision_id, is_unconfirmed) "
    "SELECT r.participation_id, r.path, r.rows, max(r.id), false "
    "FROM surveys_revision r JOIN surveys_participation p ON p.id = r.participation_id "
    "WHERE p.wave_id = %s GROUP BY r.participation_id, r.path, r.rows"
)
