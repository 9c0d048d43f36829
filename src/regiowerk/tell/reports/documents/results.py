"""The slides of what was found, what it means for the regiopole, and where it leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regiowerk.ground.documents.domain.deck import Bullets, Chart, Series, Slide
from regiowerk.ground.process.models import Passage
from regiowerk.listen.findings.models import Finding
from regiowerk.tell.reports.documents.wording import notes, sources
from regiowerk.tell.reports.queries import State

PER_SLIDE = 6


def found(state: State) -> Iterator[Slide]:
    """How many findings there are of each kind, the largest group first in accent."""
    counted = [(kind, len(state.findings.get(kind, ()))) for kind in Finding.Kind.values]
    ranked = sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])
    if not ranked:
        return
    total = sum(count for _kind, count in ranked)
    labels = kind_labels()
    yield Slide(
        title=ngettext(
            "The analysis has brought one finding to light so far",
            "The analysis has brought %(total)d findings to light so far",
            total,
        )
        % {"total": total},
        body=Chart(
            categories=tuple(labels[kind] for kind, _count in ranked),
            series=(Series(_("Findings"), tuple(float(count) for _kind, count in ranked)),),
            summary=", ".join(f"{labels[kind]}: {count}" for kind, count in ranked),
            highlighted=frozenset({0}),
        ),
        source=sources(_cited(state, ranked[0][0])),
        notes=notes(_("Counted are the findings recorded up to this day.")),
    )


def by_kind(state: State) -> Iterator[Slide]:
    """The findings themselves, one kind after the other, with their sources."""
    titles = kind_titles()
    for kind in Finding.Kind.values:
        rows = state.findings.get(kind, ())
        for start in range(0, len(rows), PER_SLIDE):
            part = rows[start : start + PER_SLIDE]
            yield Slide(
                title=titles[kind],
                body=Bullets(tuple(finding.statement for finding in part)),
                source=sources(c.source for finding in part for c in finding.citations.all()),
                notes=notes(*(_evidence(finding) for finding in part)),
            )


def role(state: State) -> Iterator[Slide]:
    """What the analysis says about the part of the city at the centre."""
    name = state.process.region.regiopole
    yield from _passages(
        state.passages.get(Passage.Topic.ROLE, ()),
        _("%(city)s can pull the region along") % {"city": name.name}
        if name
        else _("The role of the regiopole"),
    )


def outlook(state: State) -> Iterator[Slide]:
    yield from _passages(
        state.passages.get(Passage.Topic.OUTLOOK, ()),
        _("What works here is to be carried over to the other regions"),
    )


def _passages(rows: Sequence[Passage], title: str) -> Iterator[Slide]:
    for start in range(0, len(rows), PER_SLIDE):
        part = rows[start : start + PER_SLIDE]
        yield Slide(
            title=title,
            body=Bullets(tuple(passage.statement for passage in part)),
            source=sources(passage.source for passage in part),
            notes=notes(*(f"{passage.statement}: {passage.source}" for passage in part)),
        )


def _evidence(finding: Finding) -> str:
    cited = "; ".join(
        f"{citation.source}, {citation.place}" if citation.place else citation.source
        for citation in finding.citations.all()
    )
    return f"{Truncator(finding.statement).chars(120)} – {cited or _('no source recorded')}"


def _cited(state: State, kind: str) -> Iterator[str]:
    for finding in state.findings.get(kind, ()):
        for citation in finding.citations.all():
            yield citation.source


def kind_labels() -> dict[str, str]:
    return {
        Finding.Kind.NEED.value: _("Needs"),
        Finding.Kind.OBSTACLE.value: _("Obstacles"),
        Finding.Kind.STRENGTH.value: _("Strengths"),
        Finding.Kind.POTENTIAL.value: _("Potentials"),
        Finding.Kind.TREND.value: _("Trends"),
    }


def kind_titles() -> dict[str, str]:
    return {
        Finding.Kind.NEED.value: _("What the municipalities need"),
        Finding.Kind.OBSTACLE.value: _("What stands in the way"),
        Finding.Kind.STRENGTH.value: _("What the region can build on"),
        Finding.Kind.POTENTIAL.value: _("Where solutions are seen"),
        Finding.Kind.TREND.value: _("What will change"),
    }
