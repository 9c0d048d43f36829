"""What a finding rests on, as its page and the pages above tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.ui.drawings.scene import Scene
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.basis import Basis, changed_basis
from regiowerk.listen.findings.queries.citing import table_in
from regiowerk.listen.findings.queries.readers import (
    Reader,
    citations_for,
    with_something_to_read,
    with_sources,
)
from regiowerk.listen.surveys.documents.results.charts import chart_of
from regiowerk.listen.surveys.documents.results.groups import breakdown_chart
from regiowerk.listen.surveys.queries.exports.classes import Audience


@dataclass(frozen=True, slots=True)
class Source:
    """A citation with the way to its source, its chart, and what the source says today."""

    citation: Citation
    address: str  # "": there is no page of it that this reader may open
    basis: Basis | None  # None: it still stands
    chart: Scene | None = None

    @property
    def class_in_words(self) -> str:
        """Who may read it, where not everybody may."""
        is_open = self.citation.audience == Citation.Audience.PUBLIC
        return "" if is_open else str(Citation.Audience(self.citation.audience).label)

    @property
    def is_of_figures(self) -> bool:
        return self.citation.kind in (Citation.Kind.TABLE, Citation.Kind.CHART)


def citations_of(finding: Finding, reader: Reader) -> list[Citation]:
    """What a reader may see of what a finding rests on, with everything a page says of it."""
    rows = citations_for(reader).filter(finding=finding).order_by("position", "pk")
    return list(with_sources(rows))


def sources_of(finding: Finding, reader: Reader) -> list[Source]:
    """What a finding rests on, with what has changed since it was cited."""
    citations = citations_of(finding, reader)
    return sources_from(citations, changed_basis(citations, reader), reader)


def sources_from(
    citations: Iterable[Citation], changed: Mapping[int, Basis], reader: Reader
) -> list[Source]:
    """The same of citations that were read before, with what has changed of them."""
    return [_source(one, changed.get(one.pk), reader) for one in citations]


def findings_on_changed_basis(findings: Iterable[Finding], reader: Reader) -> frozenset[int]:
    """Those of some findings of which a source says something else today.

    The findings come with their citations, as `findings_of` reads them.
    """
    citations = [one for finding in findings for one in finding.citations.all()]
    changed = changed_basis(citations, reader)
    return frozenset(one.finding_id for one in citations if one.pk in changed)


def unseen_in_words(finding: Finding, reader: Reader, seen: int) -> str:
    """How much a reader does not see; "" where they see everything."""
    if reader.audience is Audience.OFFICE:
        return ""
    return unseen_told(Citation.objects.filter(finding=finding).count() - seen)


def unseen_told(unseen: int) -> str:
    """How many sources are not shown, in one sentence."""
    text = ngettext(
        "One further source is not shown: it was told to a smaller circle.",
        "%(unseen)d further sources are not shown: they were told to a smaller circle.",
        unseen,
    )
    return text % {"unseen": unseen} if unseen else ""


def history_of(finding: Finding, reader: Reader) -> list[tuple[str, str]]:
    """What was merged into a finding, split off it, or what it was split off: sentence, address."""
    merged = Q(merged_into=finding)
    standing = with_something_to_read(reader) & (Q(split_from=finding) | Q(parts=finding))
    found = []
    for one in Finding.objects.filter(merged | standing).distinct().order_by("recorded_at", "pk"):
        words = {"statement": one.statement, "who": one.merged_by}
        address = address_of(one, finding.process.key)
        if one.merged_at:
            words["day"] = date_format(timezone.localtime(one.merged_at))
            told = _("“%(statement)s” was merged into it on %(day)s by %(who)s.") % words
            found.append((told, ""))
        elif one.split_from_id == finding.pk:
            found.append((_("“%(statement)s” was split off it.") % words, address))
        else:
            found.append((_("It was split off “%(statement)s”.") % words, address))
    return found


def address_of(finding: Finding, process_key: str) -> str:
    return reverse("findings:finding", args=[process_key, finding.key])


def source_address(citation: Citation, reader: Reader) -> str:
    """The page of what is cited; of a single answer only the office has one."""
    if citation.release is not None:
        wave = citation.release.wave
        place = [wave.survey.process.key, wave.survey.key, wave.number]
        return reverse("surveys:result", args=[*place, citation.release.number, citation.question])
    if citation.submission is not None and reader.audience is Audience.OFFICE:
        participation = citation.submission.participation
        wave = participation.wave
        place = [wave.survey.process.key, wave.survey.key, wave.number]
        return reverse(
            "surveys:submission",
            args=[*place, participation.organisation.key, citation.submission.number],
        )
    return ""


def _source(citation: Citation, basis: Basis | None, reader: Reader) -> Source:
    return Source(citation, source_address(citation, reader), basis, chart_in(citation))


def chart_in(citation: Citation) -> Scene | None:
    """The chart as it was when it was cited."""
    if citation.kind != Citation.Kind.CHART:
        return None
    table = table_in(citation.figures)
    if table.breakdowns:
        return breakdown_chart(table, table.breakdowns[0], citation.source)
    return chart_of(table, citation.source)
