"""What a change of the questionnaire would mean for everybody in a running wave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.domain.answers import Field, Value
from regiowerk.listen.questionnaires.domain.differences import Difference, differences_of
from regiowerk.listen.questionnaires.domain.instrument import say, sections
from regiowerk.listen.questionnaires.domain.logic import Sheet, Surroundings
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries import surroundings_for
from regiowerk.listen.surveys.domain.carrying import (
    Carry,
    carried,
    concerned,
    moved_paths,
)
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.states import ANSWERING, HANDED_IN, Stage
from regiowerk.listen.surveys.models import Head, Participation, Row, Wave
from regiowerk.listen.surveys.queries.answers import present_rows, value_in
from regiowerk.listen.surveys.queries.versions import known

type Rows = Mapping[Field, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Held:
    """What one organisation has answered: heads by place, values, and rows of repeats."""

    revisions: Mapping[Field, int]
    values: Mapping[Field, Value]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change means for one organisation."""

    participation: Participation
    sections: tuple[str, ...]  # to be looked at again, in the author's order
    carried: tuple[Carry, ...]
    held: Held

    @property
    def outcome(self) -> str:
        """What becomes of it: "reopened", "given_back", "told" or "unnoticed"."""
        state = self.participation.state
        if not self.sections or state == Stage.DECLINED:
            return "unnoticed"
        if state in HANDED_IN:
            return "reopened"
        if state == Stage.IN_SIGN_OFF:
            return "given_back"
        is_begun = bool(self.held.revisions) or state not in ANSWERING
        return "told" if is_begun else "unnoticed"


def versions_to_change_to(wave: Wave) -> list[Version]:
    """Published versions of the questionnaire, newer than the one that is asked; newest first."""
    newer = Version.objects.filter(
        questionnaire=wave.survey.questionnaire_id,
        state=Version.State.PUBLISHED,
        number__gt=wave.version.number,
    )
    return list(newer.order_by("-number"))


def effects_of(wave: Wave, version: Version, at: datetime) -> list[Effect]:
    """Everybody in the wave, by name; nobody's answers are shown, only where they have to look."""
    participations = list(
        Participation.objects.filter(wave=wave)
        .exclude(version=version)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    before = _versions(wave, participations)
    differences = {pk: differences_between(old, version) for pk, old in before.items()}
    heads, rows = _heads(wave), _rows(wave)
    around = surroundings_for("", "", wave.survey.process.region, at)
    found = []
    for participation in participations:
        participation.wave = wave
        old = participation.version = before[participation.version_id]
        held = _held(heads.get(participation.pk, ()), rows.get(participation.pk, ()), old)
        several = differences[old.pk]
        found.append(_effect(participation, several, held, (old, version), around))
    return found


def differences_between(old: Version, new: Version) -> tuple[Difference, ...]:
    """What is different between two versions."""
    return differences_of(known(old).instrument, known(new).instrument)


def section_labels(version: Version, names: Iterable[str], language: str) -> list[str]:
    """What sections are called."""
    instrument = known(version).instrument
    labels = {
        one.name: say(one.label, language, instrument.default_language)
        for one in sections(instrument)
    }
    return [labels.get(name) or name or _("Whole questionnaire") for name in names]


def _effect(
    participation: Participation,
    differences: tuple[Difference, ...],
    held: Held,
    versions: tuple[Version, Version],
    around: Surroundings,
) -> Effect:
    old, new = (known(version) for version in versions)
    carries = carried(differences, held.values, old.layout, new.layout)
    if not held.revisions:
        # Who has not begun answers the new version from the start.
        return Effect(participation, (), carries, held)
    own = replace(
        around, properties=_properties(participation), seed=participation.organisation.key
    )
    before = Sheet(old.logic, _present(held.values, held.rows), held.rows, own)
    after = Sheet(new.logic, *_after(held, carries, differences, new.layout.questions), own)
    where = concerned(differences, before, after)
    names = tuple(name for name in new.layout.sections if name in where)
    return Effect(participation, names, carries, held)


def _after(
    held: Held,
    carries: Iterable[Carry],
    differences: Iterable[Difference],
    questions: Mapping[str, object],
) -> tuple[dict[Field, Value], dict[Field, tuple[str, ...]]]:
    """Answers and rows as they stand once everything is carried over."""
    moved = moved_paths(differences)
    rows = {
        replace(repeat, path=moved.get(repeat.path, repeat.path)): ids
        for repeat, ids in held.rows.items()
    }
    values = {field: value for field, value in held.values.items() if field.path in questions}
    values |= {one.field: one.value for one in carries}
    return _present(values, rows), rows


def _present(values: Mapping[Field, Value], rows: Rows) -> dict[Field, Value]:
    present = {row for ids in rows.values() for row in ids}
    return {field: value for field, value in values.items() if present.issuperset(field.rows)}


def _properties(participation: Participation) -> dict[str, str]:
    return {
        "organisation": participation.organisation.key,
        "organisation_label": str(participation.organisation),
        "region": participation.wave.survey.process.region.key,
    }


def _held(
    heads: Iterable[tuple[str, str, int, str]], rows: Iterable[Row], version: Version
) -> Held:
    layout = known(version).layout
    revisions, values = {}, {}
    for path, row_ids, revision, stored in heads:
        field = field_at(path, row_ids)
        revisions[field] = revision
        if path in layout.questions:
            values[field] = value_in(layout, path, stored)
    return Held(revisions, values, present_rows(rows))


def _heads(wave: Wave) -> dict[int, list[tuple[str, str, int, str]]]:
    """The present answers of everybody, in one query."""
    found: dict[int, list[tuple[str, str, int, str]]] = {}
    heads = Head.objects.filter(participation__wave=wave).order_by("pk")
    columns = ("participation_id", "path", "rows", "revision_id", "revision__value")
    for pk, *head in heads.values_list(*columns).iterator():
        found.setdefault(pk, []).append(tuple(head))
    return found


def _rows(wave: Wave) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in Row.objects.filter(participation__wave=wave).order_by("position", "pk"):
        found.setdefault(row.participation_id, []).append(row)
    return found


def _versions(wave: Wave, participations: Iterable[Participation]) -> dict[int, Version]:
    """The versions they answer until now: nearly always that of the wave."""
    found = {wave.version_id: wave.version}
    others = {one.version_id for one in participations} - set(found)
    if others:
        found |= {one.pk: one for one in Version.objects.filter(pk__in=others)}
    return found
