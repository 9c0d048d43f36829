"""Plays a trial run by real deeds: the goals are weighed in two turns and put to the vote.  All invented.

Module 3, to which this belongs, begins after the story day; the office tries it out with everybody
beforehand, in two days and one meeting by video.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from hashlib import sha256
from itertools import count
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.decide.ballots import actions as ballots
from regiowerk.decide.ballots.actions import RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.management.example import example_process
from regiowerk.decide.ballots.models import Link, Paper, Round, Voter
from regiowerk.decide.ballots.queries.rounds import marks_of
from regiowerk.decide.goals import actions
from regiowerk.decide.goals.actions import WeighingFacts
from regiowerk.decide.goals.models import Weighing
from regiowerk.decide.goals.queries import tree_of
from regiowerk.decide.goals.queries.weighing import nodes_of, standings_of, voters_on
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.notices.actions import send_due
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation

TITLE = "Probelauf: Gewichte des Zielbaums"
VERSION = "Gewichtet im Probelauf, zwei Runden"
VOTE = "Probelauf: Womit fangen wir an?"
FIRST, SECOND = date(2022, 1, 20), date(2022, 1, 21)
PER_CENT, STEP, SMALL = 100, 5, 15_000  # inhabitants
KEEPS = 25  # of a hundred towns, those that say the same the second time

type Point = Callable[[Voter, str], Marks]


class Command(BaseCommand):
    help = "Play the weighing of the example's goals; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example weights exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        process, office = example_process(options["process"])
        if process.weighings.exists() or not process.goals.exists():
            self.stdout.write(_("There is nothing to play."))
            return
        with transaction.atomic():
            _Play(process, office).run()
        self.stdout.write(_("The goals are weighed in two turns and put to the vote."))


class _Play:
    def __init__(self, process: Process, office: Organisation) -> None:
        self.process = process
        self.office = Actor(organisation_id=office.pk, organisation_label=str(office))
        self.towns = [
            Sent(one.organisation, email=f"abstimmung.{one.organisation.key}@beispiel.invalid")
            for one in voters_on(process, FIRST)
        ]
        self.receipts = count(1)

    def run(self) -> None:
        """From the first word to the frozen tree, each deed at its hour."""
        weighing = self._first_turn()
        self._second_turn(weighing)
        actions.take_over_weights(
            weighing=weighing, label=VERSION, by=self.office, at=_at(SECOND, 15)
        )
        self._goals_vote()
        self._send_mails()

    def _first_turn(self) -> Weighing:
        facts = WeighingFacts(
            title=TITLE,
            nodes=tuple(node.key for node in nodes_of(tree_of(self.process))),
            form=Form.SWING,
            opens_on=FIRST,
            closes_on=SECOND,
        )
        weighing = actions.begin_weighing(
            process=self.process,
            facts=facts,
            voters=self.towns,
            by=self.office,
            at=_at(FIRST, 10, 30),
        )
        self._run_turn(weighing, (FIRST, 11), (SECOND, 11), self._opinion)
        return weighing

    def _second_turn(self, weighing: Weighing) -> None:
        standings = standings_of(weighing)
        means = {
            one.row.first.title: one.first.main.weights
            for one in standings
            if one.first and one.first.main
        }
        actions.repeat_weighing(
            weighing=weighing,
            nodes=[one.row.node_key for one in standings],
            opens_on=SECOND,
            closes_on=SECOND,
            by=self.office,
            at=_at(SECOND, 11, 10),
        )

        def again(voter: Voter, town: str) -> Marks:
            round = voter.chamber.round
            before = self._paper_before(round, voter)
            return _nearer(before, means[round.title], town)

        self._run_turn(weighing, (SECOND, 13), (SECOND, 14), again)

    def _run_turn(
        self, weighing: Weighing, opens: tuple[date, int], closes: tuple[date, int], point: Point
    ) -> None:
        at = _at(*opens)
        actions.publish_weighing(
            weighing=weighing, seeds=count(2022), by=self.office, at=_at(opens[0], opens[1] - 1, 45)
        )
        actions.open_weighing(weighing=weighing, by=self.office, at=at)
        rounds = [one.running for one in standings_of(weighing)]
        links = self._invite(rounds[0], at)
        for round in rounds:
            self._vote(round, links, opens[0], opens[1], point)
        actions.close_weighing(weighing=weighing, by=self.office, at=_at(*closes, 35))

    def _goals_vote(self) -> None:
        top = next(node for node in nodes_of(tree_of(self.process)) if node.goal)
        facts = RoundFacts(
            title=VOTE,
            question="Welche Ziele gehen wir 2022 als erste an?",
            purpose="Beispiel, Probelauf: Nach der Reihenfolge werden die Gespräche über "
            "Leitprojekte vorbereitet.",
            rule=Rulebook(Form.POINTS, Method.MOST, points=10),
            opens_on=SECOND,
            closes_on=SECOND,
        )
        round = actions.put_goals_to_vote(
            process=self.process,
            facts=facts,
            goals=top.children,
            voters=self.towns,
            by=self.office,
            at=_at(SECOND, 15, 10),
        )
        ballots.publish_round(round=round, seed=2022, by=self.office, at=_at(SECOND, 15, 20))
        ballots.open_round(round=round, by=self.office, at=_at(SECOND, 15, 30))
        links = self._invite(round, _at(SECOND, 15, 30))
        self._vote(round, links, SECOND, 15, _ten_points)
        ballots.close_round(round=round, by=self.office, at=_at(SECOND, 16, 45))
        ballots.count_round(round=round, by=SYSTEM, at=_at(SECOND, 16, 46))

    def _invite(self, round: Round, at: datetime) -> Mapping[int, Link]:
        tokens = (f"demo-weights-{round.pk}-{number}" for number in count())
        ballots.invite_voters(round=round, tokens=tokens, by=self.office, at=at)
        links = Link.objects.filter(voter__chamber__round=round).select_related("voter")
        return {link.voter.organisation_id: link for link in links}

    def _vote(
        self, round: Round, links: Mapping[int, Link], day: date, hour: int, point: Point
    ) -> None:
        voters = Voter.objects.filter(chamber__round=round).select_related(
            "organisation", "chamber__round"
        )
        for number, voter in enumerate(voters.order_by("pk")):
            voter.chamber.round = round
            ballots.cast_paper(
                voter=voter,
                marks=point(voter, voter.organisation.key),
                seen=0,
                receipt=_receipt(f"weights-{next(self.receipts)}"),
                desk="link",
                by=Actor(
                    user_label="Rathaus (Beispiel)",
                    organisation_id=voter.organisation_id,
                    organisation_label=str(voter.organisation),
                ),
                at=_at(day, hour + 1, number),
                link=links[voter.organisation_id],
            )

    def _opinion(self, voter: Voter, town: str) -> Marks:
        """Small towns like what spares them people, large ones what gives order; each in its own way."""
        keys = _keys(voter.chamber.round)
        size = "small" if (voter.population or 0) < SMALL else "large"
        liked = {key: 1 + (3 * _share(size, key) + 7 * _share(town, key)) // 10 for key in keys}
        return Marks(points=_swing(liked))

    def _paper_before(self, round: Round, voter: Voter) -> Marks:
        papers = Paper.objects.filter(
            chamber__round=round.follows_id, voter__organisation=voter.organisation_id
        )
        return marks_of(round, papers.order_by("-number")[0].content)

    def _send_mails(self) -> None:
        """Mails go out at the hours they were written."""
        waiting = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lt=_at(SECOND, 18))
        for due_at in waiting.order_by("due_at").values_list("due_at", flat=True).distinct():
            send_due(site=settings.SITE_ADDRESS, at=due_at)


def _nearer(before: Marks, mean: Mapping[str, Any], town: str) -> Marks:
    """Most towns go half of the way towards what all together said; some stay where they are."""
    if _share(town, "keeps") < KEEPS:
        return before
    most = max(mean.values())
    return Marks(
        points=_swing(
            {
                key: (points + int(PER_CENT * mean[key] / most)) // 2
                for key, points in before.points.items()
            }
        )
    )


def _ten_points(voter: Voter, town: str) -> Marks:
    size = "small" if (voter.population or 0) < SMALL else "large"
    keys = _keys(voter.chamber.round)
    best = sorted(keys, key=lambda key: -(_share(size, key) + _share(town, "first", key)))
    return Marks(points=dict(zip(best, (5, 3, 2), strict=False)))


def _swing(liked: Mapping[str, int]) -> dict[str, int]:
    """Points in steps of five, the largest of them 100."""
    most = max(liked.values())
    return {key: STEP * round(PER_CENT * value / most / STEP) for key, value in liked.items()}


def _keys(round: Round) -> Sequence[str]:
    return list(round.options.order_by("position").values_list("key", flat=True))


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _share(*words: str) -> int:
    """A number below a hundred that is always the same for these words."""
    return int(sha256("|".join(words).encode()).hexdigest()[:8], 16) % PER_CENT


def _receipt(words: str) -> str:
    letters = "ACDEFGHJKLMNPQRTUVWXY3479"
    digits: Sequence[int] = sha256(words.encode()).digest()[:12]
    code = "".join(letters[digit % len(letters)] for digit in digits)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"
