"""A section as it is filled in: the sheet, and what stands beside each question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.logic import Sheet
from regiowerk.listen.questionnaires.domain.pages import FieldNote
from regiowerk.listen.questionnaires.queries.wording import saved_sentence
from regiowerk.listen.surveys.domain.field_names import field_at
from regiowerk.listen.surveys.domain.progress import Layout
from regiowerk.listen.surveys.models import Conflict, Head, Participation, Remark, Revision, Row
from regiowerk.listen.surveys.queries.answers import (
    Standing,
    Standings,
    all_rows,
    heads_of,
    layout_for,
    lent_book,
    present_rows,
    sheet_of,
)
from regiowerk.listen.surveys.queries.versions import instrument_of
from regiowerk.listen.surveys.queries.words import stored_in_words


@dataclass(frozen=True, slots=True)
class Filling:
    """What pages of answers are made from."""

    participation: Participation
    instrument: Instrument
    layout: Layout
    standings: Mapping[Field, Standing]
    rows: Sequence[Row]  # removed ones too
    sheet: Sheet

    @property
    def removed_rows(self) -> list[Row]:
        """Entries that can be brought back."""
        return [row for row in self.rows if row.removed_at is not None]

    def fields_of(self, section: str) -> list[Field]:
        """The fields of a section in the author's order, asked now or not."""
        return list(self.sheet.fields_under(self.layout.items_of[section]))


def filling_of(participation: Participation, at: datetime, *, is_office: bool = False) -> Filling:
    """All answers of a participation; the office sees those it typed itself and no others."""
    return _read(participation, at, all_rows(participation), is_office=is_office)


@contextmanager
def lent_filling(
    participation: Participation, at: datetime, *, is_office: bool
) -> Iterator[Filling]:
    """The same for as long as a page is made, from the sheet that was kept if there is one."""
    rows = all_rows(participation)
    if is_office:  # nothing may follow from what it does not see, so the sheet is another one
        yield _read(participation, at, rows, is_office=True)
        return
    with lent_book(participation, at, present_rows(rows)) as book:
        if book is None:
            yield _read(participation, at, rows, is_office=False)
            return
        standings = _confirmed(participation, book.standings)
        yield _filling(participation, standings, rows, book.sheet)


def _read(
    participation: Participation, at: datetime, rows: Sequence[Row], *, is_office: bool
) -> Filling:
    standings = heads_of(participation)
    if is_office:
        standings = {
            field: standing
            for field, standing in standings.items()
            if standing.origin != Revision.Origin.HUMAN
        }
    sheet = sheet_of(participation, at, standings, present_rows(rows))
    return _filling(participation, standings, rows, sheet)


def _filling(
    participation: Participation, standings: Standings, rows: Sequence[Row], sheet: Sheet
) -> Filling:
    layout, instrument = layout_for(participation), instrument_of(participation.version)
    return Filling(participation, instrument, layout, standings, rows, sheet)


def _confirmed(participation: Participation, standings: Standings) -> Standings:
    """What stands, with what is asked about once more as it is now."""
    heads = Head.objects.filter(participation=participation, is_unconfirmed=True)
    asked_about = {field_at(*place) for place in heads.values_list("path", "rows")}
    known = {field for field, standing in standings.items() if standing.is_unconfirmed}
    return {
        **standings,
        **{
            field: standings[field]._replace(is_unconfirmed=field in asked_about)
            for field in asked_about ^ known
            if field in standings
        },
    }


def conflicts_in(
    participation: Participation, layout: Layout, sections: frozenset[str]
) -> list[Conflict]:
    """Questions with two answers, those to be settled first."""
    conflicts = (
        Conflict.objects.filter(participation=participation)
        .exclude(state=Conflict.State.SETTLED)
        .order_by("pk")
    )
    if not conflicts.exists():  # mostly; the long query takes longer to write than to run
        return []
    conflicts = conflicts.select_related("standing", "offered")
    found = [one for one in conflicts if layout.section_of.get(one.path) in sections]
    return sorted(found, key=lambda one: (one.state != Conflict.State.OPEN, one.pk))


@dataclass(frozen=True, slots=True)
class Ways:
    """Where deeds beside a question are: settling two answers, writing a remark."""

    settle: Callable[[int], str]
    remarks: Callable[[Field], str]


def notes_of(
    filling: Filling,
    section: str,
    ways: Ways,
    conflicts_here: Sequence[Conflict],
    *,
    is_office: bool = False,
) -> dict[Field, FieldNote]:
    """What stands beside the questions of a section: who answered, conflicts, remarks."""
    conflicts = _by_field(conflicts_here)
    remarks = _remarks(filling, is_office=is_office)
    return {
        field: _note(filling, field, conflicts.get(field), remarks[field], ways)
        for field in filling.fields_of(section)
    }


def _note(
    filling: Filling, field: Field, conflict: Conflict | None, remarks: int, ways: Ways
) -> FieldNote:
    standing = filling.standings.get(field)
    return FieldNote(
        base=standing.revision_id if standing else None,
        saved=_saved(standing) if standing else "",
        author=standing.author if standing else "",
        conflict=_both(filling, conflict) if conflict else None,
        remarks=remarks,
        is_unconfirmed=bool(standing and standing.is_unconfirmed),
        unit_hint=filling.layout.questions[field.path].unit,
        is_not_agreed=bool(conflict and conflict.state == Conflict.State.NOT_AGREED),
        settle_address=ways.settle(conflict.pk) if conflict else "",
        remarks_address=ways.remarks(field),
    )


def _saved(standing: Standing) -> str:
    return saved_sentence(standing.author, standing.unit, standing.answered_at)


def _by_field(conflicts: Sequence[Conflict]) -> dict[Field, Conflict]:
    """The first open conflict of each field, else one that was left as not agreed."""
    found: dict[Field, Conflict] = {}
    for conflict in conflicts:
        found.setdefault(field_at(conflict.path, conflict.rows), conflict)
    return found


def _both(filling: Filling, conflict: Conflict) -> tuple[str, ...]:
    """What stands and what came later, in words."""
    question = filling.layout.questions[conflict.path]
    words = (question, filling.instrument, filling.participation.language)
    standing = filling.standings[field_at(conflict.path, conflict.rows)]
    return tuple(
        f"{stored_in_words(one.value, *words)} ({one.author})"
        for one in (standing, conflict.offered)
    )


def _remarks(filling: Filling, *, is_office: bool) -> Counter[Field]:
    remarks = Remark.objects.filter(participation=filling.participation, closed_at__isnull=True)
    if is_office:
        remarks = remarks.filter(audience=Remark.Audience.OFFICE)
    return Counter(field_at(path, rows) for path, rows in remarks.values_list("path", "rows"))
