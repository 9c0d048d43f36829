"""What the people of the example towns do with a survey, one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.people.actions import invite_person
from regiowerk.ground.regions.actions import grant_mandate
from regiowerk.ground.regions.models import Figure, Mandate, Organisation
from regiowerk.ground.regions.queries import actor_by
from regiowerk.listen.questionnaires.domain.answers import Field, Value, from_json
from regiowerk.listen.questionnaires.domain.instrument import Prefill
from regiowerk.listen.surveys.access import answering_by_link
from regiowerk.listen.surveys.actions.answers import save_answer, save_answers
from regiowerk.listen.surveys.actions.delegating import delegate_section, set_ready
from regiowerk.listen.surveys.actions.inviting import invite, name_coordinator
from regiowerk.listen.surveys.actions.links import note_use
from regiowerk.listen.surveys.actions.opening import open_participation
from regiowerk.listen.surveys.actions.remarks import write_remark
from regiowerk.listen.surveys.actions.returning import reopen_sections, return_submission
from regiowerk.listen.surveys.actions.rows import add_row
from regiowerk.listen.surveys.actions.submitting import hand_in
from regiowerk.listen.surveys.domain.offers import Offer
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import Link, Participation, Remark, Submission, Wave
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.links import lasts_until
from regiowerk.listen.surveys.queries.signing import signatories

COORDINATOR = "Hauptamt (Beispiel)"
SIGNATORY = "Bürgermeisteramt der {organisation} (Beispiel)"
# Who writes a section besides: section, department.
DELEGATED = (("staff", "Personalamt"), ("infrastructure", "IT"))


class Step(IntEnum):
    """How far a town is played; each step includes those before it, except the last one."""

    INVITED = 1
    OPENED = 2
    BEGUN = 3
    DELEGATED = 4
    CONTESTED = 5
    WAITING = 6  # invited, opened, everything answered, given to be signed


@dataclass(frozen=True, slots=True)
class Scene:
    """One town: how far it came, on which days, and who has it in hand there."""

    town: str
    until: Step
    opened: int = 0  # days after the invitation
    worked: int = 0
    sections: int = 0  # how many it has answered


@dataclass(frozen=True, slots=True)
class Sequel:
    """What became of answers that were handed in: the office, or the town, wants them changed."""

    town: str
    is_return: bool
    section: str
    reason: str
    after: timedelta  # that it was handed in


@dataclass(slots=True)
class Town:
    """What the people of one town do, one after the other."""

    participation: Participation
    began_at: datetime
    scene: Scene
    writer: Writer = field(init=False)

    def play(self) -> None:
        begin = (self._invite, self._open, self._answer)
        further = (*begin, self._delegate, self._contest)[: self.scene.until]
        is_waiting = self.scene.until is Step.WAITING
        for step in (*begin, self._hand_in) if is_waiting else further:
            step()

    def _at(self, days: int, minutes: int = 0) -> datetime:
        return self.began_at + timedelta(days=days, hours=1, minutes=minutes)

    def _invite(self) -> None:
        at, participation = self._at(0), self.participation
        _name_coordinator(participation, at)
        invite(
            wave=participation.wave,
            organisations=[participation.organisation.key],
            tokens=iter([self._token(Link.Purpose.COORDINATE)]),
            by=office_of(participation.wave),
            at=at,
        )
        participation.refresh_from_db(fields=["state", "invited_at"])
        link = participation.links.get(purpose=Link.Purpose.COORDINATE)
        self.writer = self._writer(link, at)

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

    def _hand_in(self) -> None:
        """Everything is answered; whoever has the mandate is asked to sign."""
        at = self._at(self.scene.worked + 1)
        office = office_of(self.participation.wave)
        organisation = self.participation.organisation
        head = invite_person(
            email=self._address("Leitung"),
            name=SIGNATORY.format(organisation=organisation),
            language=self.participation.language,
            by=office,
            at=self._at(0),
        )
        grant_mandate(
            user=head,
            region=self.participation.wave.survey.process.region,
            organisation=organisation,
            role=Role.HEAD,
            from_on=timezone.localdate(self._at(0)),
            until_on=None,
            by=office,
            at=self._at(0),
        )
        hand_in(
            participation=self.participation,
            signatory=signatories(self.participation, at)[0],
            token=self._token("sign"),
            writer=self.writer,
            at=at,
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

    def _writer(self, link: Link, at: datetime) -> Writer:
        return answering_by_link(unseal(self._token(link.purpose)), at).writer

    def _token(self, purpose: str) -> str:
        return f"beispiel-{self.participation.pk}-{purpose}"

    def _operation(self, what: object) -> str:
        return operation_for("demo", self.participation.pk, what)

    def _address(self, unit: str) -> str:
        return address_in(self.participation, unit)


def play_sequel(participation: Participation, sequel: Sequel) -> None:
    """What was handed in is opened again, for one reason or the other."""
    handed_in_at = participation.handed_in_at
    if handed_in_at is None:
        return
    _name_coordinator(participation, handed_in_at)
    act = return_submission if sequel.is_return else reopen_sections
    act(
        participation=participation,
        sections=[sequel.section],
        reason=sequel.reason,
        due_on=None,
        token=f"beispiel-{participation.pk}-sequel",
        by=office_of(participation.wave),
        at=handed_in_at + sequel.after,
    )


def _name_coordinator(participation: Participation, at: datetime) -> None:
    """Packages carry no people; the demo has one per town."""
    name_coordinator(
        participation=participation,
        name=COORDINATOR,
        email=address_in(participation, "Rathaus"),
        by=office_of(participation.wave),
        at=at,
    )


def address_in(participation: Participation, unit: str) -> str:
    """An address no mail ever reaches."""
    return f"{unit.lower()}.{participation.organisation.key}@beispiel.invalid"


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


def office_of(wave: Wave) -> Actor:
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
