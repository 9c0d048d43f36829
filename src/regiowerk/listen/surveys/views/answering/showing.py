"""The page of a section: its questions, what stands beside them, and where its deeds are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as entry
from http import HTTPStatus
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.questionnaires.domain.pages import page_of
from regiowerk.listen.questionnaires.queries.wording import (
    circle_sentence,
    minutes_sentence,
    problem_sentence,
)
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.refusals import Refusal
from regiowerk.listen.surveys.models import Conflict, Link
from regiowerk.listen.surveys.queries.borrowed import borrowed_answers
from regiowerk.listen.surveys.queries.filling import (
    Filling,
    Ways,
    conflicts_in,
    lent_filling,
    notes_of,
)
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.places import places_for
from regiowerk.listen.surveys.queries.progress import why_closed, writable_sections
from regiowerk.listen.surveys.queries.refusals import SENTENCES
from regiowerk.listen.surveys.queries.sections import SectionLine, section_lines
from regiowerk.listen.surveys.queries.words import (
    repeat_in_words,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What came with a page and was not simply stored."""

    raw: Mapping[Field, Sequence[str]] = entry(default_factory=dict)
    faults: Mapping[Field, str] = entry(default_factory=dict)  # sentences, by field
    conflicts: frozenset[Field] = frozenset()
    sentence: str = ""  # why nothing at all was taken
    saved: frozenset[Field] = frozenset()

    @property
    def is_troubled(self) -> bool:
        return bool(self.faults or self.conflicts or self.sentence)

    @property
    def is_only_conflicts(self) -> bool:
        return not self.faults and not self.sentence

    @property
    def raw_again(self) -> Mapping[Field, Sequence[str]]:
        """What was typed where it was not taken; nobody types anything twice."""
        if self.sentence:
            return self.raw
        return {field: self.raw[field] for field in self.faults if field in self.raw}


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry that can be brought back."""

    name: str
    label: str
    by: str


def section_page(
    request: Request,
    answering: Answering,
    section: str,
    *,
    typed: Typed | None = None,
    status: int = HTTPStatus.OK,
    checks: bool = False,
    lines: Sequence[SectionLine] | None = None,
) -> HttpResponse:
    """The page of a section; `checks` also shows what is still missing."""
    with lent_filling(
        answering.participation, request.at, is_office=answering.is_office
    ) as filling:
        asked = _asked(request, answering, filling, section, typed or Typed(), checks=checks)
    context = {
        "answering": answering,
        "participation": answering.participation,
        "operation": uuid4().hex,
        "short": short_path(request),
        "checks": checks,
        **asked,
        **_around(request, answering, section, lines or section_lines(answering.participation)),
    }
    return render(request, "surveys/answering/section.html", context, status=status)


def _asked(
    request: Request,
    answering: Answering,
    filling: Filling,
    section: str,
    typed: Typed,
    *,
    checks: bool,
) -> dict[str, object]:
    """The questions with their answers, and what is to be settled about them."""
    conflicts = _conflicts(answering, filling, section)
    ways, is_office = ways_of(answering), answering.is_office
    page = page_of(
        filling.sheet,
        filling.instrument,
        section,
        language=answering.participation.language,
        notes=notes_of(filling, section, ways, conflicts, is_office=is_office),
        places=places_for(answering.participation, section, request.at),
        typed=typed.raw_again,
        faults=typed.faults,
        sentence=problem_sentence,
        circle=circle_sentence,
        checks=checks,
        only_core=bool(short_path(request)),
    )
    return {
        "page": page,
        "progress": minutes_sentence(page.minutes),
        "conflicts": conflicts,
        **_beside(answering, filling, section),
    }


def short_path(request: Request) -> str:
    """What addresses end with on the short path: only the questions that matter most."""
    return "?kurz=1" if "kurz" in request.GET else ""


def ways_of(answering: Answering) -> Ways:
    """Where the deeds beside a question are."""
    remarks = answering.address("remarks")
    return Ways(
        settle=lambda conflict_id: answering.address("settle_conflict", conflict_id),
        remarks=lambda field: f"{remarks}?feld={name_of(field)}",
    )


def _around(
    request: Request, answering: Answering, section: str, every: Sequence[SectionLine]
) -> dict[str, object]:
    """Where the section stands among others, who else is at it, and whether it can be written."""
    participation = answering.participation
    lines = [line for line in every if line.name in answering.scope]
    line = next(line for line in lines if line.name == section)
    closed = why_closed(participation)
    is_writable = section in writable_sections(participation, {section})
    return {
        "line": line,
        "sections": len(every),
        "following": _following(lines, line),
        "claim": line.claimed_by
        if line.claim_of_others(answering.writer.label, request.at)
        else "",
        "is_writable": is_writable,
        "closed": "" if is_writable else _why(closed),
        "call": whom_to_call(participation),
        **_addresses(answering, section),
        "following_address": _following_address(answering, lines, line),
        "is_for_section": bool(answering.link and answering.link.purpose == Link.Purpose.SECTION),
    }


def _addresses(answering: Answering, section: str) -> dict[str, str]:
    """Where the deeds of the page are sent to."""
    pages = (
        "section",
        "save_field",
        "set_ready",
        "add_row",
        "remove_row",
        "restore_row",
        "upload",
        "confirm_prefill",
        "history",
    )
    return {
        "overview_address": answering.address("overview"),
        "conflicts_address": answering.address("conflicts"),
        **{f"{page}_address": answering.address(page, section) for page in pages},
    }


def _following(lines: Sequence[SectionLine], line: SectionLine) -> SectionLine | None:
    behind = lines[lines.index(line) + 1 :]
    return behind[0] if behind else None


def _following_address(
    answering: Answering, lines: Sequence[SectionLine], line: SectionLine
) -> str:
    following = _following(lines, line)
    return answering.address("section", following.name) if following else ""


def _why(closed: Refusal | None) -> str:
    return str(SENTENCES[closed or Refusal.SECTION_CLOSED])


def _beside(answering: Answering, filling: Filling, section: str) -> dict[str, object]:
    """What is to be settled, confirmed or brought back in a section, and what it rests on."""
    return {
        "removed": _removed(filling, section),
        "borrowed": borrowed_answers(filling, section) if answering.link else [],
    }


def _conflicts(answering: Answering, filling: Filling, section: str) -> list[Conflict]:
    """Questions of the section with two answers; the office has nothing to choose between."""
    if answering.is_office:
        return []
    return conflicts_in(filling.participation, filling.layout, frozenset({section}))


def _removed(filling: Filling, section: str) -> list[Removed]:
    return [
        Removed(
            name=name_of(field_at(row.path, "/".join(filter(None, (row.rows, row.row_id))))),
            label=repeat_in_words(row.path, filling.instrument, filling.participation.language),
            by=row.removed_by,
        )
        for row in filling.removed_rows
        if filling.layout.section_of.get(row.path) == section
    ]
