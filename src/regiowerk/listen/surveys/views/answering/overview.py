from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.domain.minutes import has_short_path
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.states import AGAIN, ANSWERING, Stage
from regiowerk.listen.surveys.models import Link, Participation
from regiowerk.listen.surveys.queries.answers import layout_for
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.overview import (
    days_left,
    next_step,
    open_conflicts,
    open_remarks,
    progress_sentence,
)
from regiowerk.listen.surveys.queries.progress import open_reopenings, why_closed, writable_sections
from regiowerk.listen.surveys.queries.quotations import waiting_for
from regiowerk.listen.surveys.queries.refusals import SENTENCES
from regiowerk.listen.surveys.queries.sections import SectionLine, label_of, section_lines
from regiowerk.listen.surveys.queries.signing import needs_department
from regiowerk.listen.surveys.queries.versions import instrument_of
from regiowerk.listen.surveys.views.answering.showing import short_path

# Where one may say no, or that after all.
DECLINING = ANSWERING | {Stage.DECLINED}


@require_safe
def overview(request: Request, answering: Answering) -> HttpResponse:
    """Where a participation stands, and the one next step of whoever looks."""
    if answering.link and answering.link.purpose == Link.Purpose.SIGN:
        return go(request, answering.address("sign"))
    context = {"answering": answering, "participation": answering.participation}
    context |= _standing(answering, request.at, short_path(request)) | _addresses(answering)
    context |= _signing(answering)
    context |= {
        "is_short": bool(short_path(request)),
        "has_short": has_short_path(instrument_of(answering.participation.version)),
        "here": answering.address("overview"),
    }
    return render(request, "surveys/answering/overview.html", context)


def _standing(answering: Answering, at: datetime, short: str) -> dict[str, object]:
    """How far it is, and what is next."""
    participation = answering.participation
    lines = [line for line in section_lines(participation) if line.name in answering.scope]
    writable = writable_sections(participation, answering.scope)
    closed = why_closed(participation)
    conflicts = _conflicts(answering)
    step = next_step(
        lines, writable=writable, conflicts=conflicts, coordinates=answering.may_coordinate
    )
    return {
        "rows": [_row(answering, line, writable, at, short) for line in lines],
        "next": step,
        "next_address": _address(answering, step.section, short),
        "progress": progress_sentence(lines),
        "conflicts": conflicts,
        "remarks": open_remarks(participation) if answering.may_coordinate else 0,
        "closed": SENTENCES[closed] if closed else "",
        "days": days_left(participation.deadline, at),
        "call": whom_to_call(participation),
    }


def _signing(answering: Answering) -> dict[str, object]:
    """The ways to the signature and behind it, for those who may go there."""
    participation, state = answering.participation, Participation.State
    writes = answering.may_coordinate or answering.is_office
    is_waiting = participation.state == state.IN_SIGN_OFF
    has_signed = (writes or answering.may_sign) and participation.handed_in_at is not None
    ways = {
        "sign": answering.may_sign and is_waiting,
        "check": writes,
        "receipt": has_signed and not answering.is_office,
        "decline": answering.may_coordinate and participation.state in DECLINING,
    }
    section = answering.link.section if answering.link else ""
    asks = bool(section) and needs_department(layout_for(participation), section)
    return {
        "is_waiting": is_waiting,
        "quotations": waiting_for(participation) if has_signed else 0,
        "reopenings": _asked_again(participation) if writes else (),
        "agree_address": answering.address("agree", section) if asks else "",
        **{
            f"{page}_address": answering.address(page) if is_open else ""
            for page, is_open in ways.items()
        },
    }


def _asked_again(participation: Participation) -> list[tuple[str, str]]:
    """Which sections were opened again, and why."""
    if participation.state not in AGAIN:
        return []
    return [
        (", ".join(label_of(participation, name) for name in one.scope.split("\n")), one.reason)
        for one in open_reopenings(participation)
    ]


def _addresses(answering: Answering) -> dict[str, str]:
    pages = ("conflicts", "remarks", "print_empty", "quotations")
    return {f"{page}_address": answering.address(page) for page in pages}


@dataclass(frozen=True, slots=True)
class Row:
    """A section on the start page: its words and where its deeds are."""

    line: SectionLine
    address: str
    delegate: str
    history: str
    is_writable: bool
    claim: str

    @property
    def status(self) -> str:
        """How far the section is, in words."""
        count, line = self.line.count, self.line
        if line.is_ready:
            return _("ready")
        if count.invalid:
            return _("something needs to be looked at")
        if count.asked and count.answered == count.asked:
            return _("everything answered")
        if count.answered:
            words = {"answered": count.answered, "asked": count.asked}
            return _("%(answered)d of %(asked)d answered") % words
        return _("not begun")

    @property
    def kind(self) -> str:
        """The tone of the status."""
        if self.line.is_ready or self.line.count.answered == self.line.count.asked > 0:
            return "warning" if self.line.count.invalid else "success"
        return "warning" if self.line.count.invalid else "info"


def _address(answering: Answering, line: SectionLine | None, short: str) -> str:
    return f"{answering.address('section', line.name)}{short}" if line else ""


def _row(
    answering: Answering, line: SectionLine, writable: frozenset[str], at: datetime, short: str
) -> Row:
    claim = line.claimed_by if line.claim_of_others(answering.writer.label, at) else ""
    return Row(
        line=line,
        address=_address(answering, line, short),
        delegate=answering.address("delegate", line.name) if answering.may_coordinate else "",
        history=answering.address("history", line.name),
        is_writable=line.name in writable,
        claim=claim,
    )


def _conflicts(answering: Answering) -> int:
    """How many answers whoever looks can settle."""
    found = open_conflicts(answering.participation)
    if not found:
        return 0
    section_of = layout_for(answering.participation).section_of
    return sum(number for path, number in found.items() if section_of.get(path) in answering.scope)
