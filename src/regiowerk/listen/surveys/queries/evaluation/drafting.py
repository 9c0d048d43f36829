"""What a release of a wave would be if it were made now."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pyarrow as pa
import pyarrow.compute as pc

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.listen.codes.domain.freezing import Record
from regiowerk.listen.questionnaires.domain.instrument import say, sections
from regiowerk.listen.surveys.domain.evaluation.building import Counted, exact_table, is_exact
from regiowerk.listen.surveys.domain.evaluation.protecting import (
    Classes,
    named_themes,
    result_of,
    untold,
)
from regiowerk.listen.surveys.domain.evaluation.registering import (
    Against,
    Register,
    Sums,
    against,
    plain,
    register_from,
    sums_from,
)
from regiowerk.listen.surveys.domain.evaluation.shapes import Shape
from regiowerk.listen.surveys.domain.evaluation.tables import Results, ResultTable, to_json
from regiowerk.listen.surveys.models import Participation, Release, Submission, Wave
from regiowerk.listen.surveys.queries.evaluation.axes import Crossing, axes_by_question, axes_of
from regiowerk.listen.surveys.queries.evaluation.engines import EMBEDDED, Engine, opened
from regiowerk.listen.surveys.queries.evaluation.protection import (
    least_of,
    register_of,
    summed_of,
    themed_of,
)
from regiowerk.listen.surveys.queries.evaluation.snapshot import Snapshot, file_of, snapshot_of
from regiowerk.listen.surveys.queries.evaluation.tabulation import counted
from regiowerk.listen.surveys.queries.versions import known

_FIRST = (1980, 1, 1, 0, 0, 0)  # ZIP files know no earlier day


@dataclass(frozen=True, slots=True)
class Draft:
    """A release before it is made; `against` says why it must not be."""

    results: Results
    register: Register
    sums: Sums
    against: tuple[Against, ...]
    members: tuple[Submission, ...]
    snapshot: bytes
    codebook: Record | None = None  # with which themes were found

    @property
    def content(self) -> str:
        return canonical(to_json(self.results)).decode()

    @property
    def content_hash(self) -> str:
        return fingerprint(to_json(self.results))

    @property
    def register_text(self) -> str:
        return canonical(plain(self.register, self.sums)).decode()


def draft_of(
    wave: Wave,
    on: date,
    engine: Engine = EMBEDDED,
    *,
    until: datetime | None = None,
    left_out: Collection[str] = (),
    crossings: Sequence[Crossing] = (),
) -> Draft:
    """Everything handed in, tabulated and protected, beside all earlier releases of the wave.

    `until` leaves out what was handed in later, `left_out` are keys of protected questions that
    stay as they were published before, `crossings` break them down by the answers to another question.
    """
    language = known(wave.version).instrument.default_language
    snapshot = snapshot_of(wave, on, language, until)
    axes = axes_of(snapshot)
    axes_by = axes_by_question(snapshot, axes, crossings)
    stored = _earlier(wave)
    earlier = {number: register_from(one) for number, one in stored.items()}
    chosen = register_of(wave, snapshot, axes_by, earlier, left_out)
    themed = themed_of(wave, snapshot, left_out)
    sums = summed_of(wave, snapshot, axes, map(sums_from, stored.values()), left_out)
    told = _exact(snapshot, axes, engine) | _counts(snapshot, axes_by, chosen)
    told |= {key: named_themes(snapshot.shape_of[key], *tables) for key, tables in themed.items()}
    told |= {key: one.table for key, one in sums.items()}
    tables = tuple(
        told.get(key) or untold(shape, is_left_out=key in left_out)
        for key, shape in snapshot.shape_of.items()
    )
    register = chosen | themed
    thresholds = {shape.key: least_of(shape, wave) for shape in snapshot.shapes}
    return Draft(
        _results(wave, snapshot, tables, max(earlier, default=0) + 1),
        register,
        {key: one.units for key, one in sums.items() if one.units},
        against(register, earlier, thresholds),
        tuple(unit.submission for unit in snapshot.units),
        _exact_files(snapshot),
        snapshot.theming.record,
    )


def _results(
    wave: Wave, snapshot: Snapshot, tables: tuple[ResultTable, ...], number: int
) -> Results:
    return Results(
        survey=wave.survey.title,
        wave=wave.number,
        wave_label=wave.label,
        release=number,
        invited=wave.participations.exclude(state=Participation.State.PLANNED).count(),
        handed_in=len(snapshot.units),
        tables=tables,
        sections=_section_labels(wave, known(wave.version).instrument.default_language),
        codebook=snapshot.theming.codebook,
    )


def files_in(release: Release) -> dict[str, bytes]:
    """The tables of the snapshot of a release: of questions that are told exactly."""
    with ZipFile(io.BytesIO(bytes(release.snapshot))) as archive:
        return {name.removesuffix(".parquet"): archive.read(name) for name in archive.namelist()}


def _earlier(wave: Wave) -> dict[int, dict[str, Any]]:
    """What the register of each earlier release says, by number."""
    released = wave.releases.filter(state=Release.State.RELEASED)
    stored = released.order_by("number").values_list("number", "register")
    return {number: json.loads(text) for number, text in stored}


def _exact(snapshot: Snapshot, axes: Sequence[Classes], engine: Engine) -> dict[str, ResultTable]:
    whole = [n for n, shape in enumerate(snapshot.shapes) if shape.is_whole]
    with opened(snapshot.parquet(), engine) as (backend, tables):
        counts = counted(backend, tables, whole)
    counted_sums = Counted(counts, axes, len(snapshot.units), snapshot.silent)
    return {
        shape.key: _with_coded(exact_table(number, shape, counted_sums), shape, snapshot)
        for number, shape in enumerate(snapshot.shapes)
        if is_exact(shape)
    }


def _with_coded(table: ResultTable, shape: Shape, snapshot: Snapshot) -> ResultTable:
    """A question answered in words says of how many answers somebody found a theme in."""
    if not table.is_of_themes:
        return table
    return replace(table, coded=len(snapshot.theming.themes[shape.path]))


def _counts(
    snapshot: Snapshot, axes_of: Mapping[str, Sequence[Classes]], register: Register
) -> dict[str, ResultTable]:
    return {
        key: result_of(shape, register[key], axes_of[key])
        for key, shape in snapshot.shape_of.items()
        if key in register
    }


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
