"""Surveys and waves as the project office sees them: how many are asked, how many handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Mandate, Membership, Organisation, Region
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.domain.states import HANDED_IN
from regiowerk.listen.surveys.models import Participation, Revision, Survey, Wave
from regiowerk.listen.surveys.queries.links import HEAVY

_UNTOUCHED = Q(state=Participation.State.PLANNED, opened_at__isnull=True)
_WRITTEN = Revision.objects.filter(participation=OuterRef("pk"))
_KINDS = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.DISTRICT)


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to write to in an organisation, and how we know."""

    name: str = ""
    email: str = ""
    is_from_last_wave: bool = False


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey with its waves, the newest first."""

    survey: Survey
    waves: tuple[Wave, ...]  # annotated: asked, handed_in

    @property
    def is_over(self) -> bool:
        return bool(self.waves) and all(wave.state == Wave.State.CLOSED for wave in self.waves)


def latest_published(questionnaire: Questionnaire) -> Version | None:
    """The version that organisations are asked with, without its bytes."""
    published = questionnaire.versions.filter(state=Version.State.PUBLISHED)
    return published.defer(*HEAVY).order_by("-number").first()


def questionnaires_to_ask(process: Process) -> QuerySet[Questionnaire]:
    """The questionnaires of a process that have been published, by title."""
    published = Version.objects.filter(
        questionnaire=OuterRef("pk"), state=Version.State.PUBLISHED
    ).order_by("-number")
    return (
        process.questionnaires.annotate(published=Subquery(published.values("number")[:1]))
        .filter(published__isnull=False)
        .order_by("title", "pk")
    )


def counted(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    """Waves with how many take part, how many handed in, and who waits for an invitation."""
    handed_in = Q(participations__state__in=list(HANDED_IN))
    planned = Q(participations__state=Participation.State.PLANNED)
    return (
        waves.select_related("version")
        .defer(*(f"version__{name}" for name in HEAVY))
        .annotate(
            asked=Count("participations"),
            handed_in=Count("participations", filter=handed_in),
            not_invited=Count("participations", filter=planned),
        )
    )


def survey_lines(process: Process) -> tuple[list[SurveyLine], list[SurveyLine]]:
    """The surveys of a process that go on, and those that are over; the newest first."""
    waves: dict[int, list[Wave]] = {}
    for wave in counted(Wave.objects.filter(survey__process=process)).order_by("-number"):
        waves.setdefault(wave.survey_id, []).append(wave)
    surveys = process.surveys.select_related("questionnaire").order_by("-begun_at", "-pk")
    lines = [SurveyLine(one, tuple(waves.get(one.pk, ()))) for one in surveys]
    return [one for one in lines if not one.is_over], [one for one in lines if one.is_over]


def waves_of(survey: Survey) -> list[Wave]:
    """The waves of a survey with their numbers, the newest first."""
    waves = list(counted(survey.waves.all()).order_by("-number"))
    for wave in waves:
        wave.survey = survey
    return waves


def organisations_for(wave: Wave, on: date) -> QuerySet[Organisation]:
    """Whoever belongs to the region of the process, or takes part already: by kind and name.

    The districts of its members belong to it, although they are no members themselves.
    """
    members = Membership.objects.in_force(on).filter(region=wave.survey.process.region)
    belongs = members.filter(organisation=OuterRef("pk"))
    has_members = members.filter(organisation__district=OuterRef("pk"))
    takes_part = Participation.objects.filter(wave=wave, organisation=OuterRef("pk"))
    ranks = [When(kind=kind, then=Value(rank)) for rank, kind in enumerate(_KINDS)]
    return (
        Organisation.objects.annotate(
            rank=Case(*ranks, default=Value(len(_KINDS)), output_field=IntegerField())
        )
        .filter(Exists(belongs) | Exists(has_members) | Exists(takes_part))
        .select_related("district")
        .order_by("rank", "kind", "name", "pk")
    )


def matching(
    organisations: QuerySet[Organisation], *, words: str = "", kind: str = ""
) -> QuerySet[Organisation]:
    """Those with every word in their name or that of their district, of one kind."""
    for word in words.split():
        organisations = organisations.filter(
            Q(name__icontains=word)
            | Q(designation__icontains=word)
            | Q(district__name__icontains=word)
            | Q(ags__startswith=word)
        )
    return organisations.filter(kind=kind) if kind else organisations


def people_for(wave: Wave, organisation_ids: list[int], on: date) -> dict[int, Person]:
    """Whom to write to: who coordinated last time, else whoever is contact in the region."""
    region = wave.survey.process.region
    people: dict[int, Person] = {}
    for mandate in _contacts(region, on).filter(organisation__in=organisation_ids):
        person = Person(mandate.user.name, mandate.user.email)
        people.setdefault(mandate.organisation_id, person)
    earlier = Participation.objects.filter(
        wave__survey=wave.survey,
        wave__number__lt=wave.number,
        organisation__in=organisation_ids,
    ).exclude(coordinator_email="")
    for one in earlier.order_by("wave__number", "pk"):
        person = Person(one.coordinator_name, one.coordinator_email, is_from_last_wave=True)
        people[one.organisation_id] = person
    return people


def _contacts(region: Region, on: date) -> QuerySet[Mandate]:
    return (
        Mandate.objects.in_force(on)
        .filter(region=region, role=Role.CONTACT, user__is_active=True)
        .select_related("user")
        .order_by("from_on", "pk")
    )


def participations_of(wave: Wave) -> QuerySet[Participation]:
    """Who takes part, by kind and name, with what a list shows of them."""
    ranks = [When(organisation__kind=kind, then=Value(rank)) for rank, kind in enumerate(_KINDS)]
    return (
        wave.participations.select_related("organisation__district")
        .annotate(rank=Case(*ranks, default=Value(len(_KINDS)), output_field=IntegerField()))
        .order_by("rank", "organisation__name", "pk")
    )


def removable(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Those who were not invited and for whom nothing was written: taking them out loses nothing."""
    return participations.filter(_UNTOUCHED, ~Exists(_WRITTEN))


def with_freedom(participations: QuerySet[Participation]) -> QuerySet[Participation]:
    """Participations that say by `is_free` whether they may be taken out without a word."""
    return participations.annotate(
        is_free=Case(
            When(_UNTOUCHED & ~Exists(_WRITTEN), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
    )


def last_contact(survey: Survey) -> tuple[str, str, str] | None:
    """Who helped in the last wave that named somebody: name, mail address, telephone."""
    found = survey.waves.exclude(contact_name="", contact_email="").order_by("-number")
    return found.values_list("contact_name", "contact_email", "contact_phone").first()
