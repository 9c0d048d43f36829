"""Whose turn it is: the open steps of every room, one entry per organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.queries import standing as ballots
from regiowerk.decide.goals import queries as goals
from regiowerk.ground.process import queries as processes
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.queries import Plan
from regiowerk.ground.regions import queries as regions
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.listen.surveys.queries import open_steps as surveys

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Turn:
    """One organisation that is waited for, with what it can do next."""

    organisation_id: int
    label: str
    address: str
    steps: tuple[OpenStep, ...]
    waiting: str


class Turns(Sequence["Turn"]):
    """All turns of a process in order: the office's own steps, the surveys, the votes, the longest silence.

    Silence is counted in one query and read a part at a time, so that thousands of members cost no
    more than what is shown of them.
    """

    def __init__(self, plan: Plan) -> None:
        self.process, self.on = plan.process, plan.on
        steps = (
            *processes.open_steps(plan),
            *surveys.open_steps(plan.process, plan.on),
            *ballots.open_steps(plan.process, plan.on),
            *goals.open_steps(plan.process, plan.on),
        )
        self.asked = _turns(plan.process, steps, plan.on)
        self.listed = [turn.organisation_id for turn in self.asked]
        self.silence = regions.silence_of(plan.process.region, plan.on, without=self.listed)

    def __len__(self) -> int:
        return len(self.asked) + self.silence.others

    @overload
    def __getitem__(self, part: int) -> Turn: ...
    @overload
    def __getitem__(self, part: slice) -> list[Turn]: ...
    def __getitem__(self, part: int | slice) -> Turn | list[Turn]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        start, stop = part.start or 0, len(self) if part.stop is None else part.stop
        asked = len(self.asked)
        shown = self.asked[start:stop]
        if stop > asked:
            silent = regions.open_steps(
                self.process.region, self.on, limit=stop - asked, without=self.listed
            )
            shown += _turns(self.process, silent[max(start - asked, 0) :], self.on)
        return shown


def all_of(process: Process, on: date, *, page: str | None) -> dict[str, object]:
    """A page of the turns, and the sentence that says how many there are."""
    turns = Turns(processes.outline_of(process, on))
    shown: Page[Turn] = Paginator(turns, PER_PAGE).get_page(page)
    return {
        "process": process,
        "page": shown,
        "heading": turns_in_words(len(turns)),
        "lead": _(
            "Open steps follow from the plan and from what is still missing. The longest silence comes first."
        ),
    }


def turns_in_words(number: int) -> str:
    if not number:
        return _("Nobody is waited for right now")
    return ngettext(
        "One organisation is waited for", "%(number)d organisations are waited for", number
    ) % {"number": number}


def own_steps(plan: Plan, organisation_id: int) -> tuple[OpenStep, ...]:
    """What one organisation can do next, whatever is due first."""
    steps = (
        *processes.open_steps(plan),
        *surveys.open_steps(plan.process, plan.on),
        *ballots.open_steps(plan.process, plan.on),
        *goals.open_steps(plan.process, plan.on),
        *regions.open_steps(plan.process.region, plan.on, organisation=organisation_id),
    )
    own = [step for step in steps if step.organisation_id == organisation_id]
    return tuple(sorted(own, key=lambda step: (step.due_on is None, step.due_on, step.since)))


def effort(step: OpenStep) -> str:
    """How long a step takes, as people plan it."""
    return ngettext("about %(minutes)d minute", "about %(minutes)d minutes", step.minutes) % {
        "minutes": step.minutes
    }


def _turns(process: Process, steps: Iterable[OpenStep], on: date) -> list[Turn]:
    return list(_grouped(process, steps, on))


def _grouped(process: Process, steps: Iterable[OpenStep], on: date) -> Iterator[Turn]:
    of_organisation: dict[int, list[OpenStep]] = {}
    for step in steps:
        of_organisation.setdefault(step.organisation_id, []).append(step)
    for own in of_organisation.values():
        first = own[0]
        yield Turn(
            organisation_id=first.organisation_id,
            label=first.organisation_label,
            address=reverse("portal:organisation", args=[process.key, first.organisation_key]),
            steps=tuple(own),
            waiting=_waiting(min(step.since for step in own), on, first),
        )


def _waiting(since: date, on: date, step: OpenStep) -> str:
    if step.waits_for_office:
        return _("Nobody has been invited yet; the project office can do that.")
    days = (on - since).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}
