"""What each organisation said to a question that may be told by name; from the frozen snapshot.

Only questions whose class lets the reader have single answers: never those told in totals only, whose
answers are in no snapshot of a release.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.regions.queries.members import municipalities_of
from regiowerk.listen.surveys.domain.evaluation.shapes import Form
from regiowerk.listen.surveys.domain.evaluation.tables import ResultTable
from regiowerk.listen.surveys.models import Release
from regiowerk.listen.surveys.queries.evaluation.drafting import files_in
from regiowerk.listen.surveys.queries.evaluation.results import Shown, results_in
from regiowerk.listen.surveys.queries.exports.classes import MAY_HAVE

SINGLE_VALUED = frozenset({Form.SINGLE, Form.SCALE, Form.NUMBER})


@dataclass(frozen=True, slots=True)
class Said:
    """An organisation and its one answer: the place of a choice in the list, or a number."""

    organisation: Organisation
    place: int | None = None
    number: float | None = None


def is_told_by_name(shown: Shown, table: ResultTable) -> bool:
    """Whether the reader may have single answers to a question, and each is a single value."""
    return table.visibility in MAY_HAVE[shown.audience] and table.form in SINGLE_VALUED


def said_by_name(shown: Shown, table: ResultTable) -> list[Said]:
    """What every organisation of a release said to one question; nothing where that is not told."""
    if not is_told_by_name(shown, table):
        return []
    release = shown.release
    kept = results_in(release.content_hash, release.content).tables
    number = next(n for n, one in enumerate(kept) if one.key == table.key)
    places, numbers = _answers(release, number)
    said = [
        Said(organisation, places.get(unit), numbers.get(unit))
        for unit, organisation in enumerate(organisations_in(release))
    ]
    return [*said, *_silent(release, {one.organisation.pk for one in said})]


def organisations_in(release: Release) -> list[Organisation]:
    """Whose answers a release is made of, in the order of the units of its snapshot."""
    members = release.members.select_related(
        "submission__participation__organisation__district",
        "submission__participation__organisation__border",
    ).defer("submission__content")
    return [one.submission.participation.organisation for one in members.order_by("pk")]


def _silent(release: Release, heard: Collection[int]) -> list[Said]:
    """The other municipalities of the region, so that a map shows all of it."""
    day = timezone.localdate(release.released_at or release.asked_at)
    region = release.wave.survey.process.region
    members = municipalities_of(region, day).exclude(organisation__in=heard)
    found = members.select_related("organisation__district", "organisation__border")
    return [Said(one.organisation) for one in found.order_by("organisation__key")]


def _answers(release: Release, number: int) -> tuple[dict[int, int], dict[int, float]]:
    files = files_in(release)
    chosen = _read(files["chosen"])
    chosen = chosen.filter(pc.equal(chosen["question"], number))
    asked = _read(files["asked"])
    asked = asked.filter(pc.and_(pc.equal(asked["question"], number), asked["number"].is_valid()))
    return (
        dict(zip(chosen["unit"].to_pylist(), chosen["code"].to_pylist(), strict=True)),
        dict(zip(asked["unit"].to_pylist(), asked["number"].to_pylist(), strict=True)),
    )


def _read(content: bytes) -> pa.Table:
    """In this thread: a pool of them takes longer for files that small."""
    return pq.read_table(BytesIO(content), use_threads=False)
