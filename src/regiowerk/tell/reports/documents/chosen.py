"""The slides the office has chosen: a finding with what it rests on, or a question with its chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from regiowerk.ground.documents.domain.deck import Block, Bullets, Chart, Picture, Series, Slide
from regiowerk.listen.findings.models import Citation
from regiowerk.listen.findings.queries.citing import table_in
from regiowerk.listen.surveys.documents.results.charts import chart_of, summary_of
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable, highest
from regiowerk.listen.surveys.queries.evaluation.words import base_text, headline
from regiowerk.tell.reports.documents.wording import cited, notes, sources
from regiowerk.tell.reports.queries import State
from regiowerk.tell.reports.queries.selection import Chosen

MOST_BARS = 8
MOST_SOURCES = 5


def chosen(state: State) -> Iterator[Slide]:
    """One slide for each, in the order of the office."""
    for one in state.chosen:
        slide = _of_finding(one) if one.finding else _of_question(one)
        if slide is not None:
            yield slide


def _of_finding(one: Chosen) -> Slide | None:
    """What was found as the title, below the figures it rests on, else what its sources say."""
    if one.finding is None:
        return None
    said = [citation.words or citation.line for citation in one.citations]
    body: Block = Bullets(tuple(said[:MOST_SOURCES]), heading=_("On what this rests"))
    return Slide(
        title=one.slide.headline or one.finding.statement,
        body=_chart_of_first(one.citations) or body,
        source=sources(citation.line for citation in one.citations),
        notes=notes(
            one.slide.note,
            one.finding.explanation,
            *(cited(c.words or one.finding.statement, c.line) for c in one.citations),
        ),
    )


def _of_question(one: Chosen) -> Slide | None:
    if one.table is None or one.shown is None:
        return None
    results = one.shown.results
    words = {"survey": results.survey, "wave": results.wave_label, "number": results.release}
    source = _("%(survey)s, %(wave)s, release %(number)d") % words
    body = chart(one.table, source)
    if body is None:
        return None
    return Slide(
        title=one.slide.headline or headline(one.table),
        body=body,
        source=sources([f"{source}, {base_text(one.table)}"]),
        notes=notes(
            one.slide.note,
            one.table.label,
            cited(headline(one.table), f"{source}, {base_text(one.table)}"),
            f"SHA-256 {one.shown.release.content_hash}",
        ),
    )


def _chart_of_first(citations: Sequence[Citation]) -> Block | None:
    """The figures as they were when they were cited first."""
    for citation in citations:
        if citation.figures:
            return chart(table_in(citation.figures), citation.source)
    return None


def chart(table: ResultTable, source: str) -> Block | None:
    """Native bars; where a figure is told as a range, the drawing that shows ranges."""
    if not table.counts or not table.is_told:
        return None
    if not all(isinstance(count, int) for count in table.counts):
        scene = chart_of(_readable(table), source)
        return Picture(replace(scene, summary=summary_of(table))) if scene else None
    order = sorted(
        range(len(table.counts)), key=lambda place: (-highest(table.counts[place]), place)
    )[:MOST_BARS]
    return Chart(
        categories=tuple(table.answers[place] or _("yes") for place in order),
        series=(Series(_("Organisations"), tuple(float(highest(table.counts[p])) for p in order)),),
        summary=f"{headline(table)} ({base_text(table)})",
        highlighted=frozenset({0}),
    )


def _readable(table: ResultTable) -> ResultTable:
    """As many answers as can be read on a slide: those told first, then ranges, as they stand."""
    counts = table.counts
    told_first = sorted(
        range(len(counts)),
        key=lambda place: (not isinstance(counts[place], int), -highest(counts[place]), place),
    )
    kept = sorted(told_first[:MOST_BARS])
    return replace(
        table,
        codes=tuple(table.codes[place] for place in kept),
        answers=tuple(table.answers[place] for place in kept),
        counts=tuple(counts[place] for place in kept),
        weighted=(),
    )
