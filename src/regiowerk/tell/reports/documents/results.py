"""The slides of what was found, what it means for the regiopole, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.documents.domain.deck import Bullets, Chart, Series, Slide
from regiowerk.ground.process.models import Passage
from regiowerk.listen.findings.models import Finding
from regiowerk.tell.reports.documents.wording import evidence, notes, sources, statements
from regiowerk.tell.reports.queries import State


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
        source=_source(name for kind, _count in ranked for name in _cited(state, kind)),
        notes=notes(
            _("Counted are the findings recorded up to this day."),
            *(f"{labels[kind]}: {count}" for kind, count in ranked),
        ),
    )


def by_kind(state: State) -> Iterator[Slide]:
    """The findings themselves, one kind after the other, with their sources."""
    for kind in Finding.Kind.values:
        rows = state.findings.get(kind, ())
        if not rows:
            continue
        yield Slide(
            title=_kind_title(kind, len(rows)),
            body=Bullets(tuple(finding.statement for finding in rows)),
            source=_source(_cited(state, kind)),
            notes=notes(*evidence(_evidence(finding) for finding in rows)),
        )


def role(state: State) -> Iterator[Slide]:
    """What the analysis says about the part of the city at the centre."""
    rows = state.passages.get(Passage.Topic.ROLE, ())
    city = state.process.region.regiopole
    title = ngettext(
        "One thing describes the role of %(city)s",
        "%(count)d things describe the role of %(city)s",
        len(rows),
    )
    words = {"count": len(rows), "city": city.name if city else _("the regiopole")}
    yield from _passages(rows, title % words)


def outlook(state: State) -> Iterator[Slide]:
    rows = state.passages.get(Passage.Topic.OUTLOOK, ())
    title = ngettext(
        "One thing points beyond the process",
        "%(count)d things point beyond the process",
        len(rows),
    )
    yield from _passages(rows, title % {"count": len(rows)})


def _passages(rows: Sequence[Passage], title: str) -> Iterator[Slide]:
    if rows:
        yield Slide(
            title=title,
            body=Bullets(tuple(passage.statement for passage in rows)),
            source=sources(passage.source for passage in rows),
            notes=notes(*evidence((passage.statement, passage.source) for passage in rows)),
        )


def _source(names: Iterable[str]) -> str:
    """The source line; findings without evidence say so."""
    return sources(names) or _("Source: findings of the process, without evidence so far")


def _evidence(finding: Finding) -> tuple[str, str]:
    """A finding, what is said to explain it, and where each of its sources says so."""
    found = "; ".join(
        f"{citation.source}, {citation.place}" if citation.place else citation.source
        for citation in finding.citations.all()
    )
    return " ".join([finding.statement, *statements(finding.explanation)]), found


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


def _kind_title(kind: str, count: int) -> str:
    titles = {
        Finding.Kind.NEED.value: ngettext(
            "One need of the municipalities is on record",
            "%(count)d needs of the municipalities are on record",
            count,
        ),
        Finding.Kind.OBSTACLE.value: ngettext(
            "One obstacle stands in the way", "%(count)d obstacles stand in the way", count
        ),
        Finding.Kind.STRENGTH.value: ngettext(
            "The region can build on one strength",
            "The region can build on %(count)d strengths",
            count,
        ),
        Finding.Kind.POTENTIAL.value: ngettext(
            "One approach promises a solution", "%(count)d approaches promise solutions", count
        ),
        Finding.Kind.TREND.value: ngettext(
            "One trend shapes the task", "%(count)d trends shape the task", count
        ),
    }
    return titles[kind] % {"count": count}
