"""How the rounds of a process stand, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.models import Bundle, Chamber, Round, Voter
from regiowerk.decide.ballots.queries.letters import minutes_for
from regiowerk.decide.ballots.queries.rounds import rounds_of
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.queries.members import member_organisations

MINUTES = 5


@dataclass(frozen=True, slots=True)
class Turnout:
    """Of one chamber: how many are entitled, and who has voted."""

    chamber: Chamber
    entitled: int
    voted: int
    voters: Sequence[Voter]

    @property
    def sentence(self) -> str:
        """ "12 of 29 organisations have voted"."""
        return ngettext(
            "%(voted)d of %(entitled)d has voted",
            "%(voted)d of %(entitled)d have voted",
            self.entitled,
        ) % {"voted": self.voted, "entitled": self.entitled}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: a round, or the rounds of one errand, each with where it stands."""

    bundle: Bundle | None
    rows: tuple[tuple[Round, str], ...]

    @property
    def standing(self) -> str:
        """Where all of them stand; where they differ, that of the first."""
        return self.rows[0][1]


def counted_rounds(process: Process) -> QuerySet[Round]:
    """Rounds with the numbers of those entitled and of options."""
    rounds = rounds_of(process).select_related("bundle")
    return rounds.annotate(
        entitled=Count("chambers__voters", distinct=True),
        voted=Count("chambers__voters", filter=Q(chambers__voters__has_voted=True), distinct=True),
        offered=Count("options", distinct=True),
    )


def listed(rounds: Iterable[Round], on: date) -> list[Entry]:
    """Each round for itself; those that are one errand together, where the first of them stands."""
    entries: dict[tuple[str, int], list[tuple[Round, str]]] = {}
    for one in rounds:
        errand = ("bundle", one.bundle_id) if one.bundle_id else ("round", one.pk)
        entries.setdefault(errand, []).append((one, state_in_words(one, on)))
    return [Entry(rows[0][0].bundle, tuple(rows)) for rows in entries.values()]


def state_in_words(round: Round, on: date) -> str:
    """Where a round stands, with the day that matters."""
    day = {"first": date_format(round.opens_on), "last": date_format(round.closes_on)}
    match round.state:
        case Round.State.DRAFT:
            return _("is being prepared by the project office")
        case Round.State.PUBLISHED:
            return _("rule published; votes can be cast from %(first)s to %(last)s") % day
        case Round.State.OPEN if on > round.closes_on:
            return _("voting is over; the papers are about to be counted")
        case Round.State.OPEN:
            return _("votes can be cast until %(last)s") % day
        case Round.State.COUNTING:
            return _("voting is over; the papers are being counted")
        case Round.State.CLOSED:
            closed = timezone.localdate(round.closed_at) if round.closed_at else round.closes_on
            return _("counted on %(day)s") % {"day": date_format(closed)}
    return _("cancelled: %(reason)s") % {"reason": round.cancel_reason}


def turnout_of(round: Round, voters: Sequence[Voter]) -> list[Turnout]:
    """Chamber by chamber; voters are handed in, so that nobody is read twice."""
    by_chamber: dict[int, list[Voter]] = {}
    for voter in voters:
        by_chamber.setdefault(voter.chamber_id, []).append(voter)
    return [
        Turnout(
            chamber=own[0].chamber,
            entitled=len(own),
            voted=sum(one.has_voted for one in own),
            voters=own,
        )
        for own in by_chamber.values()
    ]


def open_steps(process: Process, on: date) -> tuple[OpenStep, ...]:
    """Organisations whose vote is waited for; of the office, rounds to be opened or counted."""
    is_open, is_over = (
        Q(chamber__round__state=Round.State.OPEN),
        Q(chamber__round__closes_on__lt=on),
    )
    is_due = Q(chamber__round__state=Round.State.PUBLISHED, chamber__round__opens_on__lte=on)
    waited = Q(has_voted=False, chamber__kind=Chamber.Kind.BODIES)
    found = (
        Voter.objects.filter(
            (is_open & (is_over | waited)) | is_due, chamber__round__process=process
        )
        .select_related("organisation", "chamber__round__bundle")
        .order_by("chamber__round__closes_on", "organisation__name", "pk")
    )
    due: dict[tuple[str, int], Round] = {}
    waiting: dict[tuple[int, str, int], list[Voter]] = {}
    for voter in found:
        round = voter.chamber.round
        errand = ("bundle", round.bundle_id) if round.bundle_id else ("round", round.pk)
        if round.state == Round.State.OPEN and round.closes_on >= on:
            waiting.setdefault((voter.organisation_id, *errand), []).append(voter)
        else:
            due.setdefault(errand, round)
    office = process.region.regiopole
    own = (_for_office(process, office, one) for one in due.values()) if office else ()
    return (*own, *(_vote(process, papers) for papers in waiting.values()))


def _vote(process: Process, papers: Sequence[Voter]) -> OpenStep:
    """What an organisation is waited for: one paper, or all of a bundle as one errand."""
    voter = min(papers, key=lambda one: one.chamber.round_id)
    round, organisation = voter.chamber.round, voter.organisation
    opened = timezone.localdate(round.opened_at) if round.opened_at else round.opens_on
    return OpenStep(
        organisation_id=organisation.pk,
        organisation_key=organisation.key,
        organisation_label=str(organisation),
        key=f"vote-{round.key}",
        label=_("Vote: %(title)s") % {"title": round.bundle.title if round.bundle else round.title},
        reason=round.question,
        address=reverse("ballots:ballot", args=[process.key, round.key, organisation.key]),
        since=opened,
        due_on=round.closes_on,
        minutes=minutes_for(len(papers)),
        waits_for_office=False,
        is_private=True,
    )


def _for_office(process: Process, office: Organisation, round: Round) -> OpenStep:
    is_over = round.state == Round.State.OPEN
    words: Mapping[str, str] = {"title": round.bundle.title if round.bundle else round.title}
    return OpenStep(
        organisation_id=office.pk,
        organisation_key=office.key,
        organisation_label=str(office),
        key=f"count-{round.key}" if is_over else f"open-{round.key}",
        label=(
            _("Close the vote “%(title)s” and count it")
            if is_over
            else _("Open the vote “%(title)s”")
        )
        % words,
        reason=_("Its window is over.") if is_over else _("Its first day has come."),
        address=reverse("ballots:round", args=[process.key, round.key]),
        since=round.closes_on if is_over else round.opens_on,
        due_on=None,
        minutes=MINUTES,
        waits_for_office=True,
        is_private=True,
    )


def may_vote(process: Process, on: date) -> QuerySet[Organisation]:
    """The organisations that can be given a vote: the members of the region on a day."""
    members = member_organisations(process.region, on).values("organisation")
    return Organisation.objects.filter(pk__in=members).order_by("name", "key")
