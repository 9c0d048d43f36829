"""Where the chain has gaps: results without a finding, findings nobody used, goals without one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.goals.models import Goal
from regiowerk.decide.goals.queries.chain import Resting, resting_of
from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import Reader, circles_of
from regiowerk.listen.findings.queries.sources import findings_on_changed_basis
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import shown
from regiowerk.listen.surveys.queries.evaluation.words import headline
from regiowerk.tell.reports.queries import reports_showing

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Gap:
    """A kind of gap: what it means, and where it is."""

    key: str
    title: str
    meaning: str
    none: str
    where: tuple[Link, ...]

    @property
    def number(self) -> int:
        return len(self.where)


def of_process(
    process: Process, reader: Reader, asked: Mapping[str, str] | None = None
) -> dict[str, object]:
    """The coverage of a process, in a fixed number of queries; `asked` says which page of which gap."""
    asked = asked or {}
    gaps = _gaps(process, reader)
    number = sum(len(one.where) for one in gaps)
    text = ngettext("The chain has one gap", "The chain has %(number)d gaps", number)
    return {
        "process": process,
        "heading": text % {"number": number} if number else _("The chain has no gap"),
        "gaps": gaps,
        "parts": [
            (one, Paginator(one.where, PER_PAGE).get_page(asked.get(one.key)), one.key in asked)
            for one in gaps
        ],
    }


def _gaps(process: Process, reader: Reader) -> tuple[Gap, ...]:
    findings = list(findings_of(process, reader))
    resting = resting_of(process, reader)
    return (
        Gap(
            "ergebnisse",
            _("Answers without consequence"),
            _("Published results on which no finding rests."),
            _("A finding rests on every published question."),
            tuple(_without_consequence(process, findings, reader)),
        ),
        Gap(
            "erkenntnisse",
            _("Findings nobody has used"),
            _("No goal rests on them, and they stand in no project insight so far."),
            _("Every finding has been used."),
            tuple(_unused(process, findings, resting, reader)),
        ),
        Gap(
            "grundlage",
            _("Findings on a changed basis"),
            _("A source says something else today than when it was cited."),
            _("Every source still says what was cited."),
            tuple(_changed(process, findings, reader)),
        ),
        Gap(
            "ziele",
            _("Goals without evidence"),
            _("They name no finding they rest on."),
            _("Every goal names the findings it rests on."),
            tuple(_goal(process, one) for one in resting.without_evidence),
        ),
    )


def _without_consequence(process: Process, findings: list[Finding], reader: Reader) -> list[Link]:
    """What was published of each wave last, without the questions findings rest on."""
    used = {
        (one.release.wave_id, one.question)
        for finding in findings
        for one in finding.citations.all()
        if one.release
    }
    found = []
    for release in _newest(process, reader):
        wave = release.wave
        place = [process.key, wave.survey.key, wave.number, release.number]
        found += [
            Link(table.label, reverse("surveys:result", args=[*place, table.key]), headline(table))
            for table in shown(release, reader.audience).results.tables
            if table.is_told and (wave.pk, table.key) not in used
        ]
    return found


def _newest(process: Process, reader: Reader) -> list[Release]:
    """The newest release of each wave, in one query."""
    rows = Release.objects.filter(
        wave__survey__process=process,
        state=Release.State.RELEASED,
        audience__in=circles_of(reader),
    )
    ordered = rows.select_related("wave__survey").order_by(
        "wave__survey__key", "wave__number", "number"
    )
    return list({one.wave_id: one for one in ordered.defer("register", "snapshot")}.values())


def _unused(
    process: Process, findings: list[Finding], resting: Resting, reader: Reader
) -> list[Link]:
    in_reports = {shown for shown, _report in reports_showing(process, findings, reader)}
    return [
        _link(process, one)
        for one in findings
        if one.pk not in in_reports and one.pk not in resting.on
    ]


def _changed(process: Process, findings: list[Finding], reader: Reader) -> list[Link]:
    changed = findings_on_changed_basis(findings, reader)
    return [_link(process, one) for one in findings if one.pk in changed]


def _link(process: Process, finding: Finding) -> Link:
    return Link(
        finding.statement, reverse("portal:chain_of_finding", args=[process.key, finding.key])
    )


def _goal(process: Process, goal: Goal) -> Link:
    return Link(goal.title, reverse("portal:chain_of_goal", args=[process.key, goal.key]))
