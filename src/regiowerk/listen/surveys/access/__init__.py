"""The doors to a participation: signed in for an organisation, or by a personal link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.access import (
    process_for_member,
    process_for_office,
    process_for_reader,
)
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part
from regiowerk.listen.questionnaires.domain.inputs import field_of
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.models import (
    AnswerFile,
    Coding,
    Conflict,
    Link,
    Participation,
    Quotation,
    Release,
    Remark,
    Revision,
    Survey,
    Wave,
)
from regiowerk.listen.surveys.permissions import (
    is_of_organisation,
    may_answer,
    may_enter_for,
    may_run_survey,
    may_sign,
)
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.bounces import with_problem
from regiowerk.listen.surveys.queries.evaluation.results import Shown, releases_of, shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.links import HEAVY, link_by_token
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, OpenAnswers
from regiowerk.listen.surveys.queries.quotations import quotations_of, quotations_of_wave
from regiowerk.listen.surveys.queries.sections import section_names


class LinkRefusal(StrEnum):
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"


class LinkRefusedError(Exception):
    """A personal link that opens nothing, with the reason and what to do."""

    def __init__(self, refusal: LinkRefusal, link: Link | None = None) -> None:
        self.refusal, self.link = refusal, link
        super().__init__(refusal)

    @property
    def status(self) -> HTTPStatus:
        is_unknown = self.refusal is LinkRefusal.UNKNOWN
        return HTTPStatus.NOT_FOUND if is_unknown else HTTPStatus.GONE

    @property
    def may_be_renewed(self) -> bool:
        """An expired link is sent anew to the address it was made for."""
        return self.refusal is LinkRefusal.EXPIRED and bool(self.link and self.link.email)

    def __str__(self) -> str:
        return str(
            {
                LinkRefusal.UNKNOWN: _(
                    "This link is not complete. Please copy it from the mail as a whole, or open "
                    "the mail again and press the link there."
                ),
                LinkRefusal.EXPIRED: _(
                    "This link has expired. Nothing is lost: we send a new one to the same address."
                ),
                LinkRefusal.REVOKED: _(
                    "This link was taken back, or replaced by a newer one. Please look for a later "
                    "mail, or ask whoever sent it to you."
                ),
            }[self.refusal]
        )


class OnlyOfficeError(PermissionDenied):
    """The office runs the survey and reads no answers before they are handed in."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Somebody at a participation: as whom, in which sections, and what they may do."""

    participation: Participation
    writer: Writer
    scope: frozenset[str]  # names of the sections that are open to them
    may_coordinate: bool
    may_sign: bool
    link: Link | None = None
    token: str = ""
    is_office: bool = False  # types what came on paper or by phone

    @property
    def origin(self) -> str:
        return Revision.Origin.PAPER if self.is_office else Revision.Origin.HUMAN

    def address(self, page: str, *args: object) -> str:
        """The same page by link or signed in."""
        if self.token:
            return reverse(f"answering:{page}", args=[self.token, *args])
        wave = self.participation.wave
        survey = wave.survey
        place = [survey.process.key, survey.key, wave.number, self.participation.organisation.key]
        return reverse(f"surveys:{page}", args=[*place, *args])


def answering_by_link(token: str, at: datetime, section: str | None = None) -> Answering:
    """What a token opens; a section its link does not open is not there."""
    link = link_by_token(token)
    if link is None:
        raise LinkRefusedError(LinkRefusal.UNKNOWN)
    if link.revoked_at is not None:
        raise LinkRefusedError(LinkRefusal.REVOKED, link)
    if link.expires_at <= at:
        raise LinkRefusedError(LinkRefusal.EXPIRED, link)
    answering = Answering(
        participation=link.participation,
        writer=_writer_of(link),
        scope=_scope_of(link),
        may_coordinate=link.purpose == Link.Purpose.COORDINATE,
        may_sign=link.purpose == Link.Purpose.SIGN,
        link=link,
        token=token,
    )
    return _inside(answering, section)


def answering_by_actor(
    actor: Actor,
    process_key: str,
    survey_key: str,
    wave_number: int,
    organisation_key: str,
    section: str | None = None,
) -> Answering:
    """A participation for its own people, and for the office that types for them."""
    process = process_for_member(actor, process_key)
    participation = (
        Participation.objects.select_related("organisation", "version", "wave__survey")
        .defer(*(f"version__{name}" for name in HEAVY))
        .filter(
            wave__survey__process=process,
            wave__survey__key=survey_key,
            wave__number=wave_number,
            organisation__key=organisation_key,
        )
        .first()
    )
    if participation is None:
        raise Http404
    participation.wave.survey.process = process
    is_own = may_answer(actor, participation)
    if not is_own and not may_enter_for(actor, participation):
        raise OnlyOfficeError if may_run_survey(actor, process) else PermissionDenied
    unit = "" if is_of_organisation(actor, participation) else str(_("project office"))
    answering = Answering(
        participation=participation,
        writer=Writer(actor, actor.user_label or actor.label, unit),
        scope=section_names(participation),
        may_coordinate=is_own,
        may_sign=may_sign(actor, participation),
        is_office=not is_own,
    )
    return _inside(answering, section)


def survey_for_office(actor: Actor, process_key: str, survey_key: str) -> Survey:
    """A survey for the office that fields it."""
    process = process_for_office(actor, process_key)
    survey = process.surveys.select_related("questionnaire").filter(key=survey_key).first()
    if survey is None:
        raise Http404
    survey.process = process
    return survey


def wave_for_office(actor: Actor, process_key: str, survey_key: str, number: int) -> Wave:
    """A wave for the office that runs it."""
    process = process_for_office(actor, process_key)
    waves = Wave.objects.select_related("version", "survey__questionnaire").defer(
        *(f"version__{name}" for name in HEAVY)
    )
    wave = waves.filter(survey__process=process, survey__key=survey_key, number=number).first()
    if wave is None:
        raise Http404
    wave.survey.process = process
    return wave


def wave_for_reader(
    actor: Actor, process_key: str, survey_key: str, number: int
) -> tuple[Wave, Audience]:
    """A wave for whoever may read the process, and as one of which circle they read."""
    process = process_for_reader(actor, process_key)
    waves = Wave.objects.select_related("survey").defer("survey__purpose")
    wave = waves.filter(survey__process=process, survey__key=survey_key, number=number).first()
    if wave is None:
        raise Http404
    wave.survey.process = process
    return wave, audience_in(actor, process)


def audience_in(actor: Actor, process: Process) -> Audience:
    """As one of which circle somebody reads a process."""
    if may_run_process(actor, process):
        return Audience.OFFICE
    return Audience.REGION if may_take_part(actor, process) else Audience.PUBLIC


def release_for_reader(
    actor: Actor, process_key: str, survey_key: str, number: int, release: int
) -> Shown:
    """A release with what its reader may see; a draft only for the office."""
    wave, audience = wave_for_reader(actor, process_key, survey_key, number)
    found = releases_of(wave, audience).filter(number=release).first()
    if found is None and audience is Audience.OFFICE:
        drafts = wave.releases.filter(state=Release.State.DRAFT, number=release)
        found = drafts.defer("register", "snapshot").first()
    if found is None:
        raise Http404
    found.wave = wave
    return shown(found, audience)


def draft_for_office(
    actor: Actor, process_key: str, survey_key: str, number: int, release: int
) -> Release:
    """A release that is not published yet, for the office."""
    wave = wave_for_office(actor, process_key, survey_key, number)
    drafts = wave.releases.exclude(state=Release.State.RELEASED).defer("register", "snapshot")
    found = drafts.filter(number=release).first()
    if found is None:
        raise Http404
    found.wave = wave
    return found


def participation_for_office(
    actor: Actor, process_key: str, survey_key: str, number: int, organisation_key: str
) -> Participation:
    """How an organisation takes part, for the office; its answers are another matter."""
    process = process_for_office(actor, process_key)
    participation = (
        with_problem(Participation.objects.all())
        .select_related("organisation", "version", "wave__version", "wave__survey__questionnaire")
        .defer(*(f"{part}__{name}" for part in ("version", "wave__version") for name in HEAVY))
        .filter(
            wave__survey__process=process,
            wave__survey__key=survey_key,
            wave__number=number,
            organisation__key=organisation_key,
        )
        .first()
    )
    if participation is None:
        raise Http404
    participation.wave.survey.process = process
    return participation


def conflict_inside(
    answering: Answering, conflict_id: int, section_of: Mapping[str, str]
) -> Conflict:
    """A conflict of this participation in a section that is open to them."""
    conflict = (
        Conflict.objects.select_related("standing", "offered")
        .filter(participation=answering.participation, pk=conflict_id)
        .first()
    )
    if conflict is None or section_of.get(conflict.path) not in answering.scope:
        raise Http404
    conflict.participation = answering.participation
    return conflict


def _inside(answering: Answering, section: str | None) -> Answering:
    if section is not None and section not in answering.scope:
        raise Http404
    return answering


def _scope_of(link: Link) -> frozenset[str]:
    if link.purpose == Link.Purpose.COORDINATE:
        return section_names(link.participation)
    return frozenset({link.section} if link.section else ())


def _writer_of(link: Link) -> Writer:
    """Whoever has the link acts for the organisation, and for nobody else."""
    organisation = link.participation.organisation
    actor = Actor(
        user_label=link.name or link.email,
        organisation_id=organisation.pk,
        organisation_label=str(organisation),
    )
    return Writer(actor, link.name or link.email or str(organisation), link.unit, link.pk)


def remark_inside(answering: Answering, remark_id: int, section_of: Mapping[str, str]) -> Remark:
    """A remark in a section that is open to them; the office finds only what is for it."""
    remarks = Remark.objects.filter(participation=answering.participation, pk=remark_id)
    if answering.is_office:
        remarks = remarks.filter(audience=Remark.Audience.OFFICE)
    remark = remarks.first()
    if remark is None or section_of.get(remark.path) not in answering.scope:
        raise Http404
    remark.participation = answering.participation
    return remark


def file_inside(answering: Answering, sha256: str, section: str) -> AnswerFile:
    """A file that answers, or answered, a question of a section that is open to them."""
    layout = layout_for(answering.participation)
    named = Revision.objects.filter(
        participation=answering.participation,
        path__in=[path for path, name in layout.section_of.items() if name == section],
        value__contains=sha256,
    )
    if answering.is_office:
        named = named.exclude(origin=Revision.Origin.HUMAN)
    kept = AnswerFile.objects.filter(participation=answering.participation, sha256=sha256).first()
    if kept is None or not named.exists():
        raise Http404
    return kept


def answer_for_office(written: OpenAnswers, organisation_key: str, name: str) -> OpenAnswer:
    """What an organisation wrote in its own words, among what the office may read of a wave."""
    try:
        found = written.find(organisation_key, field_of(name))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def coding_for_office(wave: Wave, coding_id: int) -> Coding:
    """A coding of a wave for the office that runs it."""
    codings = Coding.objects.select_related("code", "submission__participation__organisation")
    coding = codings.filter(submission__participation__wave=wave, pk=coding_id).first()
    if coding is None:
        raise Http404
    coding.submission.participation.wave = wave
    return coding


def quotation_for_office(wave: Wave, quotation_id: int) -> Quotation:
    """A quotation of a wave for the office that proposed it."""
    quotation = quotations_of_wave(wave).filter(pk=quotation_id).first()
    if quotation is None:
        raise Http404
    quotation.submission.participation.wave = wave
    return quotation


def quotation_inside(answering: Answering, quotation_id: int) -> Quotation:
    """A quotation for the organisation that is asked: whoever coordinates or signs for it."""
    quotation = quotations_of(answering.participation).filter(pk=quotation_id).first()
    if quotation is None:
        raise Http404
    if not (answering.may_coordinate or answering.may_sign):
        raise PermissionDenied
    quotation.submission.participation = answering.participation
    return quotation
