"""Questionnaires and their versions, as the pages of the office show them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery

from regiowerk.ground.process.models import Process
from regiowerk.listen.questionnaires.domain.instrument import (
    Instrument,
    Question,
    Section,
    say,
    sections,
    walk,
)
from regiowerk.listen.questionnaires.domain.linting import Level
from regiowerk.listen.questionnaires.domain.minutes import minutes_of
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.questionnaires.queries.instruments import instrument_of
from regiowerk.listen.questionnaires.queries.sentences import Noticed, place_of, sentence_of

WITHOUT_CONTENT = ("definition", "file_content")  # large, and not shown in lists


@dataclass(frozen=True, slots=True)
class SectionLine:
    """One section in an overview."""

    label: str
    unit: str
    questions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as people read it."""

    level: str
    kind: str
    place: str
    sentence: str
    sheet: str
    row: int | None
    column: str


def questionnaires_of(process: Process, *, with_drafts: bool) -> QuerySet[Questionnaire]:
    """The questionnaires of a process with the numbers of their newest version and their draft."""
    versions = Version.objects.filter(questionnaire=OuterRef("pk")).order_by("-number")
    published = versions.filter(state=Version.State.PUBLISHED).values("number")[:1]
    draft = versions.filter(state=Version.State.DRAFT).values("number")[:1]
    found = process.questionnaires.annotate(
        published=Subquery(published, output_field=IntegerField()),
        draft=Subquery(draft, output_field=IntegerField()),
        number_of_versions=Count("versions"),
    )
    if not with_drafts:
        shown = Version.objects.exclude(state=Version.State.DRAFT).values("questionnaire")
        found = found.filter(pk__in=shown)
    return found.order_by("title", "key")


def versions_of(questionnaire: Questionnaire, *, with_drafts: bool) -> QuerySet[Version]:
    """All versions, newest first, without their content."""
    found = questionnaire.versions.defer(*WITHOUT_CONTENT).order_by("-number")
    return found if with_drafts else found.exclude(state=Version.State.DRAFT)


def section_lines(version: Version, language: str) -> tuple[SectionLine, ...]:
    """The sections of a version with what awaits whoever answers them."""
    instrument = instrument_of(version)
    return tuple(_line(section, instrument, language) for section in sections(instrument))


def _line(section: Section, instrument: Instrument, language: str) -> SectionLine:
    asked = walk(Instrument("", {}, section.items))
    number = sum(
        isinstance(placed.item, Question) and placed.item.is_answerable for placed in asked
    )
    label = say(section.label, language, instrument.default_language) or section.name
    return SectionLine(label, section.unit, number, minutes_of(section, instrument))


def finding_lines(findings: Iterable[Noticed]) -> tuple[FindingLine, ...]:
    """Fresh findings in words."""
    return tuple(_told(str(getattr(one, "level", "")), one, one.values) for one in findings)


def stored_finding_lines(version: Version) -> tuple[FindingLine, ...]:
    """What the import of a version noticed, in words."""
    rows = version.findings.order_by("position")
    return tuple(_told(row.level, row, json.loads(row.values or "{}")) for row in rows)


def _told(level: str, one: object, values: Mapping[str, str]) -> FindingLine:
    kind, sheet = str(getattr(one, "kind", "")), str(getattr(one, "sheet", ""))
    row, column = getattr(one, "row", None), str(getattr(one, "column", ""))
    return FindingLine(
        level=level,
        kind=kind,
        place=place_of(sheet, row, column),
        sentence=sentence_of(kind, values),
        sheet=sheet,
        row=row,
        column=column,
    )


def by_level(lines: Iterable[FindingLine]) -> dict[str, list[FindingLine]]:
    """The findings under their levels, the most pressing first."""
    groups: dict[str, list[FindingLine]] = {level.value: [] for level in Level}
    for line in lines:
        groups[line.level].append(line)
    return {level: found for level, found in groups.items() if found}
