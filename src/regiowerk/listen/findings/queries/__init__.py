"""What was found: all of it, a choice of it, and how much there is of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.models import InfrastructureArea, Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.readers import (
    STRANGER,
    Reader,
    citations_for,
    with_something_to_read,
    with_sources,
)

MOST_WORDS = 6
FEW = 5

# Kinds in the order people think in, which is not that of the alphabet.
_RANK = Case(
    *(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Finding.Kind.values)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader wants to see: a kind, an area, words; empty: everything."""

    kind: str = ""
    area: str = ""
    words: str = ""

    @property
    def is_everything(self) -> bool:
        return not (self.kind or self.area or self.words)


def findings_of(
    process: Process, reader: Reader = STRANGER, on: date | None = None
) -> QuerySet[Finding]:
    """Kind by kind in order, with area and the citations the reader may see, in two queries.

    Each knows as `cited` on how many sources it rests, seen or not.  With a day what was known then.  Without a reader what everybody may read.
    """
    citations = with_sources(citations_for(reader)).order_by("position", "pk")
    rests_on = Citation.objects.filter(finding=OuterRef("pk")).order_by().values("finding")
    cited = Subquery(rests_on.annotate(number=Count("pk")).values("number"))
    findings = (
        Finding.objects.filter(with_something_to_read(reader), process=process)
        .annotate(cited=Coalesce(cited, 0))
        .select_related("area")
        .prefetch_related(Prefetch("citations", citations))
    )
    if on is not None:
        findings = findings.filter(recorded_at__date__lte=on)
    return findings.order_by(_RANK, "position", "key")


def matching(
    findings: QuerySet[Finding], wanted: Wanted, reader: Reader = STRANGER
) -> QuerySet[Finding]:
    """Those of the kind and area that have every word in statement, explanation or a source.

    Words of sources the reader may not see find nothing.
    """
    if wanted.kind:
        findings = findings.filter(kind=wanted.kind)
    if wanted.area:
        findings = findings.filter(area__key=wanted.area)
    for word in wanted.words.split()[:MOST_WORDS]:
        cited = citations_for(reader).filter(_has(word, "source", "place", "words"))
        findings = findings.filter(
            _has(word, "statement", "explanation") | Q(pk__in=cited.values("finding"))
        )
    return findings


def _has(word: str, *fields: str) -> Q:
    """A word in one of the fields, in any case: SQLite knows the case of A to Z only."""
    condition = Q()
    for written in {word, word.lower(), word.upper(), word.capitalize()}:
        for field in fields:
            condition |= Q(**{f"{field}__icontains": written})
    return condition


def others_of_kind(finding: Finding, reader: Reader = STRANGER) -> list[Finding]:
    """A few other findings of the same kind, in their order."""
    same = with_something_to_read(reader)
    others = Finding.objects.filter(same, process=finding.process_id, kind=finding.kind)
    return list(others.exclude(pk=finding.pk).order_by("position", "key")[:FEW])


def counts_by_kind(process: Process, reader: Reader = STRANGER) -> Mapping[str, int]:
    """How many findings there are of each kind, in the order of the kinds; none are left out."""
    readable = Finding.objects.filter(with_something_to_read(reader), process=process)
    rows = readable.order_by().values_list("kind").annotate(number=Count("pk"))
    counts = dict(rows)
    return {kind: counts[kind] for kind in Finding.Kind.values if kind in counts}


def areas_of(process: Process) -> list[InfrastructureArea]:
    """The areas to which findings were assigned."""
    areas = InfrastructureArea.objects.filter(findings__process=process)
    return list(areas.distinct().order_by("number"))


def findings_in_words(counts: Mapping[str, int]) -> str:
    """ "24 findings, most often potentials"; without the latter where two kinds lead."""
    total = sum(counts.values())
    if not total:
        return _("Nothing has been recorded yet")
    number = ngettext("%(total)d finding", "%(total)d findings", total) % {"total": total}
    most = max(counts.values())
    leading = [kind for kind, count in counts.items() if count == most]
    if len(leading) > 1 or total == 1:
        return number
    return _("%(number)s, most often %(kind)s") % {
        "number": number,
        "kind": kind_in_words(leading[0]),
    }


def kind_in_words(kind: str) -> str:
    """A kind as a heading over several findings."""
    return {
        Finding.Kind.NEED.value: _("Needs"),
        Finding.Kind.OBSTACLE.value: _("Obstacles"),
        Finding.Kind.STRENGTH.value: _("Strengths"),
        Finding.Kind.POTENTIAL.value: _("Potentials"),
        Finding.Kind.TREND.value: _("Trends"),
    }[kind]
