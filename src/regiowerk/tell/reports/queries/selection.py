"""What the office has chosen for the interim results, as everybody who reads the process may read it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries import findings_of
from regiowerk.listen.findings.queries.readers import Reader, circles_of, everybody_of
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.results import Shown, shown
from regiowerk.tell.reports.models import InsightSlide


@dataclass(frozen=True, slots=True)
class Chosen:
    """A slide with what it shows: a finding and its sources, or a question of a release."""

    slide: InsightSlide
    finding: Finding | None = None
    citations: tuple[Citation, ...] = ()
    shown: Shown | None = None
    table: ResultTable | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be chosen: its value in the form and its words."""

    value: str
    label: str


def chosen_slides(process: Process, on: date | None = None) -> list[Chosen]:
    """The slides in their order; what not everybody may read who reads the process is left out."""
    rows = process.insight_slides.select_related("release__wave__survey").defer(
        "release__register", "release__snapshot"
    )
    if on is not None:
        rows = rows.filter(chosen_at__date__lte=on)
    slides = list(rows.order_by("position", "pk"))
    if not slides:
        return []
    reader = everybody_of(process)
    findings = {one.pk: one for one in findings_of(process, reader, on)}
    found = (_chosen(one, findings, reader) for one in slides)
    return [one for one in found if one is not None]


def choices_of(process: Process) -> list[Choice]:
    """Findings and published questions that everybody may read, without those already chosen."""
    reader = everybody_of(process)
    taken: set[tuple[int | None, int | None, str]] = set(
        process.insight_slides.values_list("finding", "release", "question")
    )
    findings = [
        Choice(f"finding:{one.key}", one.statement)
        for one in findings_of(process, reader)
        if (one.pk, None, "") not in taken
    ]
    questions = [
        Choice(f"question:{release.pk}:{table.key}", f"{release.wave.label}: {table.label}")
        for release in _newest(process, reader)
        for table in shown(release, reader.audience).results.tables
        if table.counts and (None, release.pk, table.key) not in taken
    ]
    return [*findings, *questions]


def _chosen(slide: InsightSlide, findings: dict[int, Finding], reader: Reader) -> Chosen | None:
    if slide.finding_id is not None:
        finding = findings.get(slide.finding_id)
        return Chosen(slide, finding, tuple(finding.citations.all())) if finding else None
    release = slide.release
    if release is None or release.audience not in circles_of(reader):
        return None
    of = shown(release, reader.audience)
    table = of.results.table(slide.question)
    return Chosen(slide, shown=of, table=table) if table else None


def _newest(process: Process, reader: Reader) -> Sequence[Release]:
    rows: Iterable[Release] = (
        Release.objects.filter(
            wave__survey__process=process,
            state=Release.State.RELEASED,
            audience__in=circles_of(reader),
        )
        .select_related("wave")
        .defer("register", "snapshot")
        .order_by("wave__survey__key", "wave__number", "number")
    )
    return list({one.wave_id: one for one in rows}.values())
