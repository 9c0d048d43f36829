"""Plays what happens between inviting and signing, so that the example shows every state."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.actions import send_due
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.regions.models import Figure, Mandate, Organisation
from regiowerk.ground.regions.queries import actor_by
from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json
from regiowerk.listen.questionnaires.domain.instrument import Prefill
from regiowerk.listen.surveys.access import answering_by_link
from regiowerk.listen.surveys.actions.answers import save_answer, save_answers
from regiowerk.listen.surveys.actions.delegating import delegate_section, set_ready
from regiowerk.listen.surveys.actions.links import make_link, note_use
from regiowerk.listen.surveys.actions.opening import open_participation
from regiowerk.listen.surveys.actions.remarks import write_remark
from regiowerk.listen.surveys.actions.rows import add_row
from regiowerk.listen.surveys.domain.offers import Offer
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Link, Participation, Remark, Submission, Wave
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.links import lasts_until

SURVEY = "kommunen"


class Step(IntEnum):
    """How far a town is played; each step includes those before it."""

    INVITED = 1
    OPENED = 2
    BEGUN = 3
    DELEGATED = 4
    CONTESTED = 5


@dataclass(frozen=True, slots=True)
class Scene:
    """One town: how far it came, on which days, and who has it in hand there."""

    town: str
    until: Step
    opened: int = 0  # days after the invitation
    worked: int = 0
    sections: int = 0  # how many it has answered


# Days after the wave opened.  Every state is there, most towns in the one the eye falls on first.
SCENES = (
    Scene("ags-05762016", Step.CONTESTED, opened=1, worked=7, sections=6),  # Brakel
    Scene("ags-05774008", Step.DELEGATED, opened=2, worked=9, sections=3),  # Bad Lippspringe
    Scene("ags-05774040", Step.BEGUN, opened=3, worked=4, sections=2),  # Bad Wünnenberg
    Scene("ags-05958024", Step.BEGUN, opened=6, worked=11, sections=5),  # Marsberg
    Scene("ags-05774028", Step.OPENED, opened=1),  # Lichtenau
    Scene("ags-05766064", Step.OPENED, opened=8),  # Schlangen
    Scene("ags-05974016", Step.OPENED, opened=10),  # Erwitte
    Scene("ags-05762012", Step.INVITED),  # Borgentreich
    Scene("ags-05762024", Step.INVITED),  # Marienmünster
    Scene("ags-05762032", Step.INVITED),  # Steinheim
    Scene("ags-05766012", Step.INVITED),  # Barntrup
)
COORDINATOR = "Hauptamt (Beispiel)"
# Who writes a section besides: section, department.
DELEGATED = (("staff", "Personalamt"), ("infrastructure", "IT"))


class Command(BaseCommand):
    help = "Play the states of the example survey; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example surveys exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        wave = (
            Wave.objects.select_related("survey__process__region")
            .filter(survey__process__key=options["process"], survey__key=SURVEY)
            .order_by("number")
            .first()
        )
        if wave is None or wave.opened_at is None:
            message = _("The process “%(key)s” has no open example survey.")
            raise CommandError(message % {"key": options["process"]}, returncode=2)
        with transaction.atomic():
            played = sum(_play(wave, wave.opened_at, scene) for scene in SCENES)
        _send_mails(wave)
        said = _("%(played)d of %(scenes)d towns were played, the others had been before.")
        self.stdout.write(said % {"played": played, "scenes": len(SCENES)})


def _play(wave: Wave, opened_at: datetime, scene: Scene) -> bool:
    """Play one town; False if something has happened there already."""
    participation = (
        Participation.objects.select_related(
            "organisation", "version", "wave__survey__process__region"
        )
        .filter(wave=wave, organisation__key=scene.town)
        .first()
    )
    if participation is None or participation.state != Participation.State.PLANNED:
        return False
    if participation.links.exists():
        return False
    Town(participation, opened_at, scene).play()
    return True


def _send_mails(wave: Wave) -> None:
    """The mails go out on the days they were written, so that their links can be tried."""
    keys = [
        f"survey-link:{pk}"
        for pk in Link.objects.filter(participation__wave=wave).values_list("pk", flat=True)
    ]
    waiting = Mail.objects.filter(once_key__in=keys, sent_at=None, given_up_at=None)
    for due_at in waiting.order_by("due_at").values_list("due_at", flat=True).distinct():
        send_due(site=settings.SITE_ADDRESS, at=due_at)


@dataclass(slots=True)
class Town:
    """What the people of one town do, one after the other."""

    participation: Participation
    began_at: datetime
    scene: Scene
    writer: Writer = field(init=False)

    def play(self) -> None:
        steps = (self._invite, self._open, self._answer, self._delegate, self._contest)
        for step in steps[: self.scene.until]:
            step()

    def _at(self, days: int, minutes: int = 0) -> datetime:
        return self.began_at + timedelta(days=days, hours=1, minutes=minutes)

    def _invite(self) -> None:
        link = self._link(Link.Purpose.COORDINATE, COORDINATOR, self._at(0))
        self.writer = self._writer(link, self._at(0))

    def _open(self) -> None:
        at = self._at(self.scene.opened)
        note_use(link=self.participation.links.get(purpose=Link.Purpose.COORDINATE), at=at)
        open_participation(participation=self.participation, writer=self.writer, at=at)

    def _answer(self) -> None:
        lent = _lent_to(self.participation)
        names = layout_for(self.participation).sections[: self.scene.sections]
        for number, name in enumerate(names):
            at = self._at(self.scene.worked, 12 * number)
            self._answer_section(lent, name, at)
            if number + 1 < len(names):
                set_ready(participation=self.participation, section=name, writer=self.writer, at=at)

    def _delegate(self) -> None:
        for number, (section, unit) in enumerate(DELEGATED):
            at = self._at(self.scene.worked + 1, 5 * number)
            delegate_section(
                participation=self.participation,
                section=section,
                unit=unit,
                name=f"{unit} (Beispiel)",
                email=self._address(unit),
                due_on=timezone.localdate(at) + timedelta(days=7),
                token=self._token(section),
                writer=self.writer,
                at=at,
                expires_at=lasts_until(self.participation, at),
            )

    def _contest(self) -> None:
        """Two people answer the same question from the same state of knowledge."""
        at = self._at(self.scene.worked + 3)
        other = answering_by_link(unseal(self._token("staff")), at).writer
        question = Field("/staff/vacancies")
        kind = layout_for(self.participation).questions[question.path].kind
        stands = _lent_to(self.participation).answers.get(question)
        others = (from_json(kind, value) for value in ("2", "1"))
        save_answer(
            participation=self.participation,
            field=question,
            value=next(value for value in others if value != stands),
            base=None,
            operation=self._operation("contested"),
            writer=other,
            at=at,
        )
        write_remark(
            participation=self.participation,
            field=question,
            audience=Remark.Audience.INTERNAL,
            text="Beispiel: Zählt die Stelle mit, die im März frei wird?",
            writer=other,
            at=at + timedelta(minutes=3),
        )
        write_remark(
            participation=self.participation,
            field=Field("/strategy/budget_amount"),
            audience=Remark.Audience.OFFICE,
            text="Beispiel: Der Haushalt 2022 ist noch nicht beschlossen. Genügt der Entwurf?",
            writer=self.writer,
            at=at + timedelta(minutes=20),
        )

    def _answer_section(self, lent: Lent, name: str, at: datetime) -> None:
        for repeat, ids in lent.rows_in(name):
            for row_id in ids:
                add_row(
                    participation=self.participation,
                    repeat=repeat,
                    row_id=row_id,
                    writer=self.writer,
                    at=at,
                )
        offers = [
            Offer(place, value, None, self._operation(place))
            for place, value in lent.answers_in(name)
        ]
        batch = save_answers(
            participation=self.participation, offers=offers, writer=self.writer, at=at
        )
        for refusal in batch.refused.values():
            raise refusal

    def _link(self, purpose: str, name: str, at: datetime) -> Link:
        return make_link(
            participation=self.participation,
            purpose=purpose,
            section="",
            name=name,
            unit="",
            email=self._address("Rathaus"),
            token=self._token(purpose),
            by=_office(self.participation.wave),
            at=at,
            expires_at=lasts_until(self.participation, at),
        )

    def _writer(self, link: Link, at: datetime) -> Writer:
        return answering_by_link(unseal(self._token(link.purpose)), at).writer

    def _token(self, purpose: str) -> str:
        return f"beispiel-{self.participation.pk}-{purpose}"

    def _operation(self, what: object) -> str:
        return operation_for("demo", self.participation.pk, what)

    def _address(self, unit: str) -> str:
        return f"{unit.lower()}.{self.participation.organisation.key}@beispiel.invalid"


@dataclass(frozen=True, slots=True)
class Lent:
    """The answers of another town that handed in, as far as they suit this one."""

    answers: Mapping[Field, Value]
    rows: Mapping[Field, tuple[str, ...]]

    def answers_in(self, section: str) -> Iterator[tuple[Field, Value]]:
        inside = f"/{section}/"
        return ((f, value) for f, value in self.answers.items() if f.path.startswith(inside))

    def rows_in(self, section: str) -> Iterator[tuple[Field, tuple[str, ...]]]:
        inside = f"/{section}/"
        return ((f, ids) for f, ids in self.rows.items() if f.path.startswith(inside))


def _lent_to(participation: Participation) -> Lent:
    """What a small town of the same wave handed in; its own facts and neighbours stay out."""
    own = participation.organisation.key
    submission = (
        Submission.objects.filter(participation__wave=participation.wave)
        .exclude(participation=participation)
        .order_by("-handed_in_at", "-pk")
        .first()
    )
    if submission is None:
        return Lent({}, {})
    record = json.loads(submission.content)
    asked = layout_for(participation).questions
    answers: dict[Field, Value] = {}
    for answer in record["answers"]:
        question = asked[answer["path"]]
        value = answer["value"]
        if question.prefill is Prefill.MASTER_DATA:
            value = _population_of(participation.organisation)
        if value is not None and value != own:
            place = Field(answer["path"], _own_rows(participation, answer["rows"]))
            answers[place] = from_json(question.kind, value)
    rows = {
        Field(repeat["path"]): _own_rows(participation, repeat["ids"]) for repeat in record["rows"]
    }
    return Lent(answers, rows)


def _population_of(organisation: Organisation) -> int | None:
    figures = Figure.objects.filter(organisation=organisation, indicator="population")
    value = figures.order_by("-measured_on").values_list("value", flat=True).first()
    return None if value is None else int(value)


def _own_rows(participation: Participation, ids: list[str]) -> tuple[str, ...]:
    return tuple(operation_for("demo-row", participation.pk, row_id) for row_id in ids)


def _office(wave: Wave) -> Actor:
    """The project office of the region, as it acts."""
    region = wave.survey.process.region
    mandate = (
        Mandate.objects.select_related("user", "organisation")
        .filter(region=region, role=Mandate.Role.OFFICE)
        .order_by("pk")
        .first()
    )
    if mandate is None:
        raise CommandError(_("Nobody is the project office yet. Run demo_people first."))
    return actor_by(mandate, mandate.user)
