"""Who reads, and which evidence and findings they may see: a citation is as public as its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process, may_take_part
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.permissions import may_manage_region
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.surveys.models import Quotation
from regiowerk.listen.surveys.queries.exports.classes import Audience

_SEES = {
    Audience.PUBLIC: ("public",),
    Audience.REGION: ("public", "region"),
    Audience.OFFICE: ("public", "region", "office"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """The circle somebody reads in, and the organisation whose own answers they know anyway."""

    audience: Audience
    organisation_id: int | None = None


STRANGER = Reader(Audience.PUBLIC)
OFFICE = Reader(Audience.OFFICE)


def circles_of(reader: Reader) -> tuple[str, ...]:
    """The circles somebody reads along with; releases and citations are named alike."""
    return _SEES[reader.audience]


def reader_of(actor: Actor, process: Process) -> Reader:
    """As whom somebody reads the findings of a process."""
    if may_run_process(actor, process):
        return Reader(Audience.OFFICE, actor.organisation_id)
    if may_take_part(actor, process):
        return Reader(Audience.REGION, actor.organisation_id)
    return STRANGER


def everybody_of(process: Process) -> Reader:
    """The widest circle that reads a process: what is written for all of it must suit everybody."""
    return STRANGER if process.is_public else Reader(Audience.REGION)


def seen_by(reader: Reader) -> Q:
    """The citations a reader may see; within their class, enforced by the database."""
    seen = Q(audience__in=circles_of(reader))
    if reader.audience is Audience.OFFICE:
        return seen
    seen &= still_agreed(circles_of(reader))
    if reader.organisation_id is None:
        return seen
    return seen | Q(submission__participation__organisation=reader.organisation_id)


def with_sources(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """With everything that is said of a source, without what is long and never shown."""
    found = citations.select_related(
        "release__wave__survey__process",
        "submission__participation__organisation",
        "submission__participation__wave__survey__process",
        "quotation",
    )
    return found.defer(
        "release__register", "release__snapshot", "release__content", "submission__content"
    )


def still_agreed(circles: Iterable[str]) -> Q:
    """Quotations of which nothing was decided since: what was taken back is shown to nobody else.

    The office sees it with the remark that it may not be used any more.
    """
    return Q(quotation=None) | Q(
        quotation__state=Quotation.State.APPROVED,
        quotation__visibility__in=tuple(circles),
        quotation__decided_at__lte=F("cited_at"),
    )


def citations_for(reader: Reader) -> QuerySet[Citation]:
    """What a reader may see of all evidence."""
    return Citation.objects.filter(seen_by(reader))


def with_something_to_read(reader: Reader) -> Q:
    """Findings that stand and rest on something the reader may see.

    A finding that rests on nothing but closed answers is as closed as they are.
    """
    if reader.audience is Audience.OFFICE:
        return Q(merged_into=None)
    return Q(Exists(citations_for(reader).filter(finding=OuterRef("pk"))), merged_into=None)


def read_by_everybody() -> Q:
    """Findings that everybody may read who reads their process at all."""
    region = with_something_to_read(Reader(Audience.REGION))
    return region & (Q(process__is_public=False) | with_something_to_read(STRANGER))


def found_by(actor: Actor) -> Q:
    """The findings of all processes somebody may find: public ones, and those of their region."""
    public = with_something_to_read(STRANGER) & Q(process__is_public=True)
    if actor.region_id is None:
        return public
    region = Region(pk=actor.region_id)  # its number is all that is asked of it
    audience = Audience.OFFICE if may_manage_region(actor, region) else Audience.REGION
    inside = with_something_to_read(Reader(audience, actor.organisation_id))
    return public | (inside & Q(process__region=actor.region_id))
