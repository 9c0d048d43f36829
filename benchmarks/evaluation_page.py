"""Pages of a release: 60 questions x 29 organisations, asked for as a member of the region."""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median, quantiles
from zipfile import ZipFile

from django.test import Client
from django.urls import reverse

from benchmarks.synthetic import AT
from benchmarks.synthetic_survey import Fielding, field_of, instrument_of
from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.people.models import User
from regiowerk.listen.surveys.domain.evaluation.building import Counted, exact_table
from regiowerk.listen.surveys.domain.evaluation.protecting import Classes
from regiowerk.listen.surveys.domain.evaluation.tables import Results, to_json
from regiowerk.listen.surveys.models import Release, ReleaseMember, Submission
from regiowerk.listen.surveys.queries.evaluation.engines import opened
from regiowerk.listen.surveys.queries.evaluation.tabulation import AXES, counted
from regiowerk.listen.surveys.tests.result_worlds import (
    DISTRICTS,
    LEVELS,
    SIZES,
    bytes_of,
    shapes,
    write_snapshot,
)

QUESTIONS, ORGANISATIONS = 60, 29
ASKED = 100
TARGET_MS = 400.0


def measure(say: Callable[[str], None]) -> list[str]:
    """Milliseconds of the overview and of a question.  Returns what was missed."""
    fielding = field_of("evaluated", ORGANISATIONS, instrument_of(5))
    release = _released(fielding)
    client = Client()
    client.force_login(User.objects.get(email="office@evaluated.example.org"))
    place = [fielding.wave.survey.process.key, fielding.wave.survey.key, 1, release.number]
    pages = {
        "overview": reverse("surveys:release", args=place),
        "one question": reverse("surveys:result", args=[*place, "s0.q1"]),
        "all figures as XLSX": reverse("surveys:release_file", args=place),
    }
    say("| page | median ms | p95 ms | target p95 |")
    say("|---|---:|---:|---:|")
    missed = []
    for name, address in pages.items():
        times = [_timed(client, address) for _time in range(ASKED)]
        p95 = quantiles(times, n=20)[-1]
        say(f"| {name} | {median(times):.0f} | {p95:.0f} | < {TARGET_MS:.0f} |")
        if p95 >= TARGET_MS:
            missed.append(f"{name}: p95 {p95:.0f} ms")
    return missed


def _timed(client: Client, address: str) -> float:
    began = time.perf_counter()
    answer = client.get(address)
    elapsed = 1000 * (time.perf_counter() - began)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return elapsed


def _released(fielding: Fielding) -> Release:
    tables = shapes(QUESTIONS)
    with tempfile.TemporaryDirectory() as folder:
        files = bytes_of(write_snapshot(Path(folder), ORGANISATIONS, QUESTIONS))
    with opened(files) as (engine, opened_tables):
        counts = counted(engine, opened_tables)
    codes = {"district": DISTRICTS, "size": SIZES, "level": LEVELS}
    axes = [Classes(key, key, codes[key], {}, is_ordered=False) for key in AXES]
    sums = Counted(counts, axes, ORGANISATIONS, frozenset())
    results = Results(
        "Synthetic",
        1,
        "first",
        1,
        ORGANISATIONS,
        ORGANISATIONS,
        tuple(exact_table(number, shape, sums) for number, shape in enumerate(tables)),
        {shape.section: f"Section {shape.section}" for shape in tables},
    )
    release = Release.objects.create(
        wave=fielding.wave,
        number=1,
        state=Release.State.RELEASED,
        audience=Release.Audience.REGION,
        content=canonical(to_json(results)).decode(),
        content_hash=fingerprint(to_json(results)),
        snapshot=_zipped(files),
        asked_at=AT,
        asked_by="benchmark",
        released_at=AT,
        released_by="benchmark",
    )
    _add_members(release, fielding)
    return release


def _zipped(files: Mapping[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with ZipFile(sink, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.parquet", content)
    return sink.getvalue()


def _add_members(release: Release, fielding: Fielding) -> None:
    submissions = Submission.objects.bulk_create(
        Submission(
            participation=one,
            number=1,
            version_id=one.version_id,
            content="{}",
            content_hash="0" * 64,
            handed_in_at=AT,
            handed_in_by="benchmark",
        )
        for one in fielding.participations
    )
    ReleaseMember.objects.bulk_create(
        ReleaseMember(release=release, submission=one, content_hash=one.content_hash)
        for one in submissions
    )
