"""Plays how the example office draws findings from published results, by citing them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.actions import add_citation, record_finding
from regiowerk.listen.findings.domain.evidence import CHART, TABLE, Cell
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.citing import (
    evidence_of_answer,
    evidence_of_quotation,
    evidence_of_table,
)
from regiowerk.listen.surveys.management.playing import office_of
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, open_answers
from regiowerk.listen.surveys.queries.quotations import quotations_for

SURVEY = "kommunen"
AFTER = timedelta(hours=15)  # the next morning
APART = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Cites:
    """What of a question is cited; without an answer all of it."""

    question: str
    answer: str = ""
    release: int = 2
    kind: str = TABLE


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    statement: str
    cites: tuple[Cites, ...]


OFFERED = "Ein Dienst, den eine Verwaltung für andere betreibt, käme am ehesten in Frage."
QUOTED = "Stellen für IT und Digitalisierung bleiben lange unbesetzt."
FOUND = (
    Found(
        "need",
        "Noch nicht jede Kommune hat eine beschlossene Digitalisierungsstrategie.",
        # The first one is what was known a week before: its basis has changed since.
        (Cites("strategy.has_strategy", release=1), Cites("strategy.has_strategy", kind=CHART)),
    ),
    Found(
        "obstacle",
        "Für Projektmanagement fehlen Strukturen.",
        (
            Cites("obstacles.obstacles_named", "no_project"),
            Cites("obstacles.obstacle_themes", "organisation"),
        ),
    ),
    Found(
        "obstacle",
        "Beschäftigte bei Veränderungen zu begleiten, fällt den Verwaltungen schwer.",
        (Cites("staff.skills.skill_change", kind=CHART),),
    ),
    Found(
        "obstacle",
        QUOTED,
        (Cites("staff.vacancy_time", "from_6"),),
    ),
    Found(
        "obstacle",
        "Viele Online-Angebote enden beim Formular.",
        (
            Cites("services.maturity.level_dog", "level_2"),
            Cites("services.maturity.level_birth", "level_2"),
        ),
    ),
    Found(
        "strength",
        "Die elektronische Rechnung ist überall im Einsatz.",
        (Cites("infrastructure.components", kind=CHART),),
    ),
    Found(
        "strength",
        "Kommunale Dienstleister betreiben den größten Teil der IT.",
        (Cites("infrastructure.it_operation", kind=CHART),),
    ),
    Found(
        "potential",
        OFFERED,
        (Cites("cooperation.form_wanted", "use"),),
    ),
)


class Command(BaseCommand):
    help = "Draw the example findings from published results; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("process", help="key of the process")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example findings exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        releases = _releases(options["process"])
        if not {one.release for found in FOUND for one in found.cites} <= set(releases):
            message = _("The process “%(key)s” has no published example results.")
            raise CommandError(message % {"key": options["process"]}, returncode=2)
        with transaction.atomic():
            drawn = _play(releases)
        said = _("%(drawn)d of %(all)d findings were drawn, the others had been before.")
        self.stdout.write(said % {"drawn": drawn, "all": len(FOUND)})


def _releases(process_key: str) -> dict[int, Release]:
    rows = Release.objects.filter(
        wave__survey__process__key=process_key,
        wave__survey__key=SURVEY,
        state=Release.State.RELEASED,
    ).select_related("wave__survey__process__region")
    return {one.number: one for one in rows.defer("register", "snapshot").order_by("number")}


def _play(releases: dict[int, Release]) -> int:
    """Cite in the morning after each release, unless it was done before."""
    last = releases[max(releases)]
    process = last.wave.survey.process
    if Citation.objects.filter(finding__process=process, release__isnull=False).exists():
        return 0
    moment = (last.released_at or last.asked_at) + AFTER
    for number, found in enumerate(FOUND):
        _draw(process, found, releases, moment + number * APART)
    _cite_words(process, last)
    return len(FOUND)


def _cite_words(process: Process, release: Release) -> None:
    """Two findings rest on words too: an answer of the newest release, and an agreed quotation."""
    by, quotations = office_of(release.wave), quotations_for(process, Audience.OFFICE)
    agreed_at = max((one.approved_at for one in quotations), default=release.asked_at)
    at = max(agreed_at, (release.released_at or release.asked_at) + AFTER) + AFTER
    if (answer := _an_offer(release)) is not None:
        evidence = evidence_of_answer(answer.submission, answer.field.path, _rows(answer))
        add_citation(finding=_known(process, OFFERED), evidence=evidence, by=by, at=at)
    for one in quotations[:1]:
        evidence = evidence_of_quotation(one)
        add_citation(finding=_known(process, QUOTED), evidence=evidence, by=by, at=at + APART)


def _an_offer(release: Release) -> OpenAnswer | None:
    """What the first organisation of a release offers others, in its own words."""
    members = set(release.members.values_list("submission", flat=True))
    written = open_answers(release.wave, Audience.REGION, "de", submissions=members)
    return next(iter(written.of("/offers/offer/offer_name")), None)


def _rows(answer: OpenAnswer) -> str:
    return "/".join(answer.field.rows)


def _known(process: Process, statement: str) -> Finding:
    return Finding.objects.get(process=process, statement=statement, merged_into=None)


def _draw(
    process: Process, found: Found, releases: dict[int, Release], at: datetime
) -> Finding | None:
    finding: Finding | None = None
    for cites in found.cites:
        release = releases[cites.release]
        of = shown(release, Audience.OFFICE)
        table = of.results.table(cites.question)
        if table is None:
            continue
        by = office_of(release.wave)
        evidence = evidence_of_table(of, table, Cell(cites.answer), kind=cites.kind)
        if finding is None:
            finding = record_finding(
                process=process,
                kind=found.kind,
                statement=found.statement,
                explanation="",
                area=process.area,
                evidence=evidence,
                by=by,
                at=at,
            )
        else:
            add_citation(finding=finding, evidence=evidence, by=by, at=at)
    return finding
