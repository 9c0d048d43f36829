"""Plays two votes by real deeds: one that is counted, one that runs on the story day.  All invented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import OptionFacts, RoundFacts, Sent
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.management.example import example_process
from regiowerk.decide.ballots.models import Chamber, Round, Voter
from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.notices.actions import send_due
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.queries.members import municipalities_of

TOPICS = (
    ("Anträge, die von Anfang bis Ende digital sind", "Vom Formular bis zum Bescheid.", 62),
    ("Gemeinsame Stellen für Informationstechnik", "Fachkräfte, die sich mehrere teilen.", 55),
    ("Informationssicherheit im Verbund", "Notfallplan, Schulung, Bereitschaft.", 52),
    ("Digitale Akte und Archiv", "Gemeinsam beschaffen und betreiben.", 35),
    ("Barrierefreie Angebote für alle", "Leichte Sprache, Hilfe vor Ort.", 30),
    ("Offene Daten der Region", "Karten und Zahlen, die alle nutzen können.", 18),
)
TRAININGS = (
    ("Prozesse aufnehmen und vereinfachen", "Zwei Tage, mit eigenem Beispiel.", 40),
    ("Informationssicherheit im Alltag", "Halber Tag, für alle.", 35),
    ("Förderanträge schreiben", "Ein Tag, mit Vorlagen.", 25),
    ("Barrierefreie Dokumente", "Halber Tag, am eigenen Rechner.", 20),
)
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class Scene:
    """A vote of the example: what is asked, when, and how many hand in."""

    title: str
    question: str
    purpose: str
    rule: Rulebook
    options: tuple[tuple[str, str, int], ...]  # label, note, how many of a hundred like it
    opens_on: date
    closes_on: date
    papers: int
    is_closed: bool


SCENES = (
    Scene(
        "Themen der zweiten Werkstatt",
        "Welche zwei Themen soll die zweite Werkstatt vertiefen?",
        "Beispiel: Die zwei gewählten Themen werden in der zweiten Werkstatt vertieft.",
        Rulebook(Form.APPROVAL, Method.MOST, seats=2, most=3, proxies=1),
        TOPICS,
        date(2022, 1, 10),
        date(2022, 1, 20),
        papers=27,
        is_closed=True,
    ),
    Scene(
        "Schulungen im Frühjahr",
        "Welche gemeinsamen Schulungen bieten wir im Frühjahr zuerst an?",
        "Beispiel: Nach der Reihenfolge werden Termine und Räume gesucht.",
        Rulebook(Form.POINTS, Method.MOST, points=10),
        TRAININGS,
        date(2022, 1, 19),
        date(2022, 2, 25),
        papers=11,
        is_closed=False,
    ),
)


class Command(BaseCommand):
    help = "Play the votes of the example; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example votes exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        process, office = example_process(options["process"])
        played = 0
        for scene in SCENES:
            if not process.rounds.filter(title=scene.title).exists():
                _Play(process, office, scene).run()
                played += 1
        self.stdout.write(_("%(played)d votes were played.") % {"played": played})


class _Play:
    def __init__(self, process: Process, office: Organisation, scene: Scene) -> None:
        self.process, self.scene = process, scene
        self.office = Actor(organisation_id=office.pk, organisation_label=str(office))
        members = municipalities_of(process.region, scene.opens_on)
        towns = members.select_related("organisation").order_by("organisation__name", "pk")
        self.towns = [one.organisation for one in towns]

    def run(self) -> None:
        """From the first word to the last paper, each deed on its day."""
        round = self._begin()
        actions.publish_round(round=round, seed=2022, by=self.office, at=self._at(-3, 15))
        actions.open_round(round=round, by=self.office, at=self._at(0, 8))
        actions.invite_voters(
            round=round, tokens=self._tokens(), by=self.office, at=self._at(0, 8, 5)
        )
        self._vote(round)
        self._send_mails()
        if self.scene.is_closed:
            day = (self.scene.closes_on - self.scene.opens_on).days + 1
            actions.close_round(round=round, by=self.office, at=self._at(day, 9))
            actions.count_round(round=round, by=SYSTEM, at=self._at(day, 9, 1))

    def _begin(self) -> Round:
        scene, at = self.scene, self._at(-5, 10)
        facts = RoundFacts(
            title=scene.title,
            question=scene.question,
            purpose=scene.purpose,
            rule=scene.rule,
            opens_on=scene.opens_on,
            closes_on=scene.closes_on,
        )
        round = actions.begin_round(process=self.process, facts=facts, by=self.office, at=at)
        for label, note, _liked in scene.options:
            option = OptionFacts(label, note)
            actions.add_option(round=round, facts=option, by=self.office, at=at)
        actions.choose_voters(
            round=round,
            kind=Chamber.Kind.BODIES.value,
            label=str(Chamber.Kind.BODIES.label),
            voters=[
                Sent(one, email=f"abstimmung.{one.key}@beispiel.invalid") for one in self.towns
            ],
            by=self.office,
            at=at,
        )
        return round

    def _vote(self, round: Round) -> None:
        """The first towns by their number of the lot hand in, some days after the opening."""
        found = Voter.objects.filter(chamber__round=round).select_related("organisation")
        voters = sorted(found, key=lambda one: _share(one.organisation.key, "when"))
        last = (min(self.scene.closes_on, _story_day()) - self.scene.opens_on).days
        for number, voter in enumerate(voters[: self.scene.papers]):
            actions.cast_paper(
                voter=voter,
                marks=self._marks(round, voter.organisation.key),
                seen=0,
                receipt=_receipt(f"{round.pk}-{voter.pk}"),
                desk="link",
                by=Actor(
                    user_label="Rathaus (Beispiel)",
                    organisation_id=voter.organisation_id,
                    organisation_label=str(voter.organisation),
                ),
                at=self._at(number % max(1, last), 11, number),
                link=voter.links.order_by("pk")[0],
            )

    def _marks(self, round: Round, town: str) -> Marks:
        """What an invented town thinks: the better liked an option, the likelier its support."""
        rule, keys = (
            self.scene.rule,
            list(round.options.order_by("position").values_list("key", flat=True)),
        )
        liking = {
            key: liked - _share(town, key)
            for key, (_label, _note, liked) in zip(keys, self.scene.options, strict=True)
        }
        best = sorted(keys, key=lambda key: -liking[key])
        if rule.form is Form.APPROVAL:
            liked = [key for key in best if liking[key] > 0] or best[:1]
            return Marks(options=frozenset(liked[: rule.most]))
        return Marks(points={best[0]: 5, best[1]: 3, best[2]: 2})

    def _send_mails(self) -> None:
        """Mails go out on the days they were written."""
        begins = timezone.make_aware(datetime.combine(_story_day(), time()))
        waiting = Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lt=begins)
        for due_at in waiting.order_by("due_at").values_list("due_at", flat=True).distinct():
            send_due(site=settings.SITE_ADDRESS, at=due_at)

    def _tokens(self) -> Iterator[str]:
        for number, _town in enumerate(self.towns):
            yield f"demo-vote-{self.process.key}-{self.scene.opens_on}-{number}"

    def _at(self, days: int, hour: int, minute: int = 0) -> datetime:
        day = self.scene.opens_on + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _story_day() -> date:
    return settings.STORY_DAY or SCENES[0].closes_on


def _share(*words: str) -> int:
    """A number below a hundred that is always the same for these words."""
    return int(sha256("|".join(words).encode()).hexdigest()[:8], 16) % PER_CENT


def _receipt(words: str) -> str:
    letters = "ACDEFGHJKLMNPQRTUVWXY3479"
    digits: Sequence[int] = sha256(words.encode()).digest()[:12]
    code = "".join(letters[digit % len(letters)] for digit in digits)
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"
