from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding


def findings_of(process: Process, on: date | None = None) -> QuerySet[Finding]:
    """What was found, kind by kind in order, with its citations; with a day only what was known then."""
    findings = process.findings.select_related("area").prefetch_related(
        Prefetch("citations", Citation.objects.order_by("position", "pk"))
    )
    if on is not None:
        findings = findings.filter(recorded_at__date__lte=on)
    return findings.order_by("kind", "position", "key")


def matching(
    findings: QuerySet[Finding], *, kind: str = "", area: str = "", words: str = ""
) -> QuerySet[Finding]:
    """Those of a kind and an area that have every word in statement, explanation or source."""
    if kind:
        findings = findings.filter(kind=kind)
    if area:
        findings = findings.filter(area__key=area)
    for word in words.split()[:6]:
        cited = Citation.objects.filter(Q(source__icontains=word) | Q(words__icontains=word))
        findings = findings.filter(
            Q(statement__icontains=word)
            | Q(explanation__icontains=word)
            | Q(pk__in=cited.values("finding"))
        )
    return findings


def counts_by_kind(process: Process) -> Mapping[str, int]:
    """How many findings there are of each kind; kinds without any are missing."""
    rows = process.findings.order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(rows)
