"""The part of the chain that findings tell: what they rest on, and what rests on a source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain.chain import Link
from regiowerk.ground.process.models import Process
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.queries.readers import (
    Reader,
    citations_for,
    with_something_to_read,
    with_sources,
)
from regiowerk.listen.findings.queries.sources import Source
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.submissions import record_in


@dataclass(frozen=True, slots=True)
class Cited:
    """A published document and the findings that rest on it."""

    source: str
    findings: tuple[Link, ...]


def why_of(sources: Iterable[Source]) -> list[Link]:
    """What a finding rests on, source by source."""
    return [
        Link(
            sentence=one.citation.line,
            address=one.address,
            words=one.citation.words,
            note=_note(one),
            changed=one.basis.sentence if one.basis else "",
        )
        for one in sources
    ]


def rests_on(citations: Iterable[Citation]) -> list[str]:
    """On how much of each kind a finding rests, as parts of a sentence."""
    kinds = [one.kind for one in citations]
    figures = kinds.count(Citation.Kind.TABLE) + kinds.count(Citation.Kind.CHART)
    counted = (
        (figures, ngettext("one result of a survey", "%(n)d results of surveys", figures)),
        (_of(kinds, "answer"), ngettext("one answer", "%(n)d answers", _of(kinds, "answer"))),
        (
            _of(kinds, "quotation"),
            ngettext("one quotation", "%(n)d quotations", _of(kinds, "quotation")),
        ),
        (
            _of(kinds, "document"),
            ngettext(
                "one passage of a published document",
                "%(n)d passages of published documents",
                _of(kinds, "document"),
            ),
        ),
    )
    return [text % {"n": number} for number, text in counted if number]


def findings_on_question(
    process: Process, wave_id: int, question: str, reader: Reader
) -> list[Link]:
    """What was found in a question of a wave, whichever release was cited."""
    cited = citations_for(reader).filter(release__wave=wave_id, question=question)
    return [_lives_on(one, process) for one in _findings(process, reader, cited)]


def used_questions(process: Process, reader: Reader) -> Mapping[tuple[int, str], list[Finding]]:
    """The questions of waves findings rest on, each with its findings."""
    rows = (
        citations_for(reader)
        .filter(finding__process=process, finding__merged_into=None, release__isnull=False)
        .select_related("finding", "release")
        .defer("release__content", "release__register", "release__snapshot", "figures")
        .order_by("finding__position", "pk")
    )
    found: dict[tuple[int, str], list[Finding]] = {}
    for one in rows:
        if one.release is not None:
            here = found.setdefault((one.release.wave_id, one.question), [])
            if one.finding not in here:
                here.append(one.finding)
    return found


def answered_questions(participation: Participation) -> frozenset[str]:
    """The keys of the questions an organisation has answered, without a word of its answers."""
    counted = participation.submissions.order_by("-number").first()
    if counted is None:
        return frozenset()
    return frozenset(
        one["path"].strip("/").replace("/", ".") for one in record_in(counted)["answers"]
    )


def findings_on_answers(
    participation: Participation, process: Process, reader: Reader
) -> list[tuple[str, Link]]:
    """Answers and quotations of an organisation that are cited by themselves: question and finding."""
    rows = with_sources(citations_for(reader)).select_related("finding")
    own = rows.filter(submission__participation=participation) | rows.filter(
        quotation__submission__participation=participation
    )
    return [
        (one.place, _lives_on(one.finding, process))
        for one in own.order_by("question", "pk")
        if one.finding.merged_into_id is None
    ]


def documents_of(process: Process, reader: Reader) -> list[Cited]:
    """The published documents findings rest on, the most used first."""
    rows = (
        citations_for(reader)
        .filter(finding__process=process, finding__merged_into=None, kind="document")
        .select_related("finding")
        .order_by("source", "finding__position", "pk")
    )
    found: dict[str, dict[int, Link]] = {}
    for one in rows:
        link = _lives_on(one.finding, process)
        found.setdefault(one.source, {}).setdefault(one.finding_id, link)
    cited = [Cited(source, tuple(links.values())) for source, links in found.items()]
    return sorted(cited, key=lambda one: (-len(one.findings), one.source))


def _findings(process: Process, reader: Reader, cited: QuerySet[Citation]) -> QuerySet[Finding]:
    readable = with_something_to_read(reader)
    found = Finding.objects.filter(readable, process=process, pk__in=cited.values("finding"))
    return found.order_by("kind", "position", "key")


def _lives_on(finding: Finding, process: Process) -> Link:
    words = {"kind": Finding.Kind(finding.kind).label, "statement": finding.statement}
    return Link(
        _("%(kind)s: %(statement)s") % words,
        reverse("findings:finding", args=[process.key, finding.key]),
    )


def _note(source: Source) -> str:
    citation = source.citation
    parts = (citation.base, source.class_in_words)
    return ", ".join(part for part in parts if part)


def _of(kinds: list[str], kind: str) -> int:
    return kinds.count(kind)
