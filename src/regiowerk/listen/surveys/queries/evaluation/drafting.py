"""What a release of a wave would be if it were made now."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.notices.queries import unseal
from regiowerk.ground.regions.models import Organisation
from regiowerk.listen.questionnaires.domain.instrument import say, sections
from regiowerk.listen.surveys.domain.disclosure.releases import version_of
from regiowerk.listen.surveys.domain.disclosure.tables import Protection, SafeTable
from regiowerk.listen.surveys.domain.evaluation.building import Sums, exact_table, is_exact
from regiowerk.listen.surveys.domain.evaluation.protecting import (
    Classes,
    Line,
    protected,
    result_of,
)
from regiowerk.listen.surveys.domain.evaluation.registering import (
    Against,
    Register,
    against,
    plain,
    register_from,
)
from regiowerk.listen.surveys.domain.evaluation.shapes import Form, Shape
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, to_json
from regiowerk.listen.surveys.models import Participation, Release, Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.engines import EMBEDDED, Engine, opened
from regiowerk.listen.surveys.queries.evaluation.snapshot import (
    Snapshot,
    codes_in,
    file_of,
    snapshot_of,
)
from regiowerk.listen.surveys.queries.evaluation.tabulation import AXES, counted
from regiowerk.listen.surveys.queries.turnout import size_label
from regiowerk.listen.surveys.queries.versions import known

LEVELS = ("upper", "middle", "basic", "unknown")
SIZES = ("0", "1", "2", "3", "4", "-1")
_FIRST = (1980, 1, 1, 0, 0, 0)  # ZIP files know no earlier day


@dataclass(frozen=True, slots=True)
class Draft:
    """A release before it is made; `against` says why it must not be."""

    results: Results
    register: Register
    against: tuple[Against, ...]
    members: tuple[Submission, ...]
    snapshot: bytes

    @property
    def content(self) -> str:
        return canonical(to_json(self.results)).decode()

    @property
    def content_hash(self) -> str:
        return fingerprint(to_json(self.results))

    @property
    def register_text(self) -> str:
        return canonical(plain(self.register)).decode()


def draft_of(wave: Wave, on: date, engine: Engine = EMBEDDED) -> Draft:
    """Everything handed in, tabulated and protected, beside all earlier releases of the wave."""
    language = known(wave.version).instrument.default_language
    snapshot = snapshot_of(wave, on, language)
    axes = _axes(snapshot)
    earlier = _earlier(wave)
    register = _register(wave, snapshot, axes, earlier)
    exact = _exact(snapshot, axes, engine)
    tables = tuple(
        exact[number] if number in exact else _protected(shape, register, axes, len(snapshot.units))
        for number, shape in enumerate(snapshot.shapes)
    )
    thresholds = {shape.key: _least(shape, wave) for shape in snapshot.shapes}
    results = Results(
        survey=wave.survey.title,
        wave=wave.number,
        wave_label=wave.label,
        release=max(earlier, default=0) + 1,
        invited=wave.participations.exclude(state=Participation.State.PLANNED).count(),
        handed_in=len(snapshot.units),
        tables=tables,
        sections=_section_labels(wave, language),
    )
    return Draft(
        results,
        register,
        against(register, earlier, thresholds),
        tuple(unit.submission for unit in snapshot.units),
        _exact_files(snapshot),
    )


def files_in(release: Release) -> dict[str, bytes]:
    """The tables of the snapshot of a release: of questions that are told exactly."""
    with ZipFile(io.BytesIO(bytes(release.snapshot))) as archive:
        return {name.removesuffix(".parquet"): archive.read(name) for name in archive.namelist()}


def _earlier(wave: Wave) -> dict[int, dict[str, tuple[SafeTable, ...]]]:
    released = wave.releases.filter(state=Release.State.RELEASED)
    stored = released.order_by("number").values_list("number", "register")
    return {number: register_from(json.loads(text)) for number, text in stored}


def _exact(snapshot: Snapshot, axes: Sequence[Classes], engine: Engine) -> dict[int, ResultTable]:
    whole = [n for n, shape in enumerate(snapshot.shapes) if shape.is_whole]
    with opened(snapshot.parquet(), engine) as (backend, tables):
        counts = counted(backend, tables, whole)
    sums = Sums(counts, axes, len(snapshot.units), snapshot.silent)
    return {
        number: exact_table(number, shape, sums)
        for number, shape in enumerate(snapshot.shapes)
        if is_exact(shape)
    }


def _breakdowns_that_cost_nothing(
    shape: Shape,
    lines: Sequence[Line],
    axes: Sequence[Classes],
    protection: Protection,
    published: Sequence[SafeTable],
) -> tuple[SafeTable, ...]:
    """The table of all, and those breakdowns that tell something without hiding any of its figures."""
    best = protected(shape, lines, (), protection, published)
    kept: list[Classes] = []
    for axis in axes:
        tried = protected(shape, lines, (*kept, axis), protection, published)
        if _told(tried[:1]) >= _told(best[:1]) and _told(tried[-1:]):
            kept.append(axis)
            best = tried
    nothing = replace(best[0], groups=(), cells=(), sizes=(), members=(), why=())
    by_axis = dict(zip((axis.key for axis in kept), best[1:], strict=True))
    return (best[0], *(by_axis.get(axis.key, nothing) for axis in axes))


def _told(tables: Sequence[SafeTable]) -> int:
    """How many figures are told: of the whole its totals, of a breakdown its cells."""
    return sum(
        cell.count is not None and cell.count > 0
        for table in tables
        for row in (table.cells if len(table.groups) > 1 else (table.totals,))
        for cell in row
    )


def _register(
    wave: Wave,
    snapshot: Snapshot,
    axes: Sequence[Classes],
    earlier: Mapping[int, Mapping[str, Sequence[SafeTable]]],
) -> dict[str, tuple[SafeTable, ...]]:
    """The protected tables of every question that is told in totals only."""
    found = {}
    for number, shape in enumerate(snapshot.shapes):
        if is_exact(shape) or not _is_choosing(shape):
            continue
        published = [
            table for register in earlier.values() for table in register.get(shape.key, ())
        ]
        protection = Protection(threshold=_least(shape, wave))
        lines = _lines(snapshot, number, shape, axes)
        found[shape.key] = _breakdowns_that_cost_nothing(shape, lines, axes, protection, published)
    return found


def _protected(
    shape: Shape, register: Register, axes: Sequence[Classes], handed_in: int
) -> ResultTable:
    if shape.key in register:
        return result_of(shape, register[shape.key], axes, handed_in=handed_in)
    return ResultTable(
        key=shape.key,
        label=shape.label,
        form=shape.form,
        section=shape.section,
        visibility=shape.visibility,
        codes=(),
        answers=(),
        n=0,
        is_protected=True,
    )


def _is_choosing(shape: Shape) -> bool:
    return shape.is_counted or shape.form is Form.RANKING


def _least(shape: Shape, wave: Wave) -> int:
    """The k of a question: what its author asks for, never below that of the wave."""
    return max(shape.min_cell or 0, wave.min_cell)


def _lines(snapshot: Snapshot, number: int, shape: Shape, axes: Sequence[Classes]) -> list[Line]:
    """Who answered; of a ranking the first place."""
    secret = unseal("surveys.results").encode()
    lines = []
    for unit, answers in zip(snapshot.units, snapshot.given, strict=True):
        values = answers.get(number)
        if not values:
            continue
        if shape.form is Form.RANKING:
            ranked = values[0] if isinstance(values[0], tuple) else ()
            codes = ranked[:1]
        else:
            codes = codes_in(shape, values)
        if codes:
            version = version_of(unit.key, codes, secret)
            lines.append(Line(version, codes, {axis.key: unit.of(axis.key) for axis in axes}))
    return lines


def _axes(snapshot: Snapshot) -> tuple[Classes, ...]:
    """What results are broken down by: axes on which the organisations differ."""
    found = []
    for key in AXES:
        codes = {unit.of(key) for unit in snapshot.units}
        if len(codes) > 1:
            found.append(_classes(key, codes))
    return tuple(found)


def _classes(key: str, codes: set[str]) -> Classes:
    if key == "district":
        names = dict(Organisation.objects.filter(key__in=codes).values_list("key", "name"))
        labels = {code: names.get(code, _("no district")) for code in codes}
        ordered = tuple(sorted(codes, key=lambda code: (not code, labels[code])))
        return Classes(key, _("District"), ordered, labels, is_ordered=False)
    if key == "size":
        labels = {code: str(size_label(int(code))) for code in codes}
        return Classes(key, _("Inhabitants"), _in(SIZES, codes), labels, is_ordered=True)
    words = dict(Organisation.CentralPlace.choices)
    labels = {code: str(words.get(code, code)) for code in codes}
    return Classes(key, _("Central place"), _in(LEVELS, codes), labels, is_ordered=True)


def _in(order: Sequence[str], codes: set[str]) -> tuple[str, ...]:
    return tuple(code for code in order if code in codes)


def _section_labels(wave: Wave, language: str) -> dict[str, str]:
    instrument = known(wave.version).instrument
    return {
        one.name: say(one.label, language, instrument.default_language) or one.name
        for one in sections(instrument)
    }


def _exact_files(snapshot: Snapshot) -> bytes:
    """The snapshot without a single answer that is told in totals only."""
    told = [n for n, shape in enumerate(snapshot.shapes) if is_exact(shape)]
    sink = io.BytesIO()
    with ZipFile(sink, "w", ZIP_STORED) as archive:
        for name, table in snapshot.tables.items():
            kept = table
            if "question" in table.column_names:
                kept = table.filter(pc.is_in(table["question"], pa.array(told, pa.int16())))
            archive.writestr(ZipInfo(f"{name}.parquet", _FIRST), file_of(kept))
    return sink.getvalue()
