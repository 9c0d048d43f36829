from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.tell.reports.tests.factories import a_told_process

pytestmark = pytest.mark.django_db


@pytest.mark.documents
def test_the_command_writes_both_files_and_says_where(tmp_path: Path):
    out, told = StringIO(), StringIO()

    call_command(
        "write_report", a_told_process().key, on="2022-01-24", out=tmp_path, stdout=out, stderr=told
    )

    *paths, fingerprint = out.getvalue().splitlines()
    stem = tmp_path / "projekteinblick-muster-2022-01-24"
    assert paths == [f"{stem}.pptx", f"{stem}.pdf"]
    assert {path.name: path.read_bytes()[:2] for path in tmp_path.iterdir()} == {
        f"{stem.name}.pptx": b"PK",
        f"{stem.name}.pdf": b"%P",
    }
    assert len(fingerprint.removeprefix("SHA-256 ")) == 64
    assert len(told.getvalue().splitlines()) == 4


@pytest.mark.documents
def test_what_is_kept_stands_on_the_site_once(tmp_path: Path):
    process, out = a_told_process(), tmp_path / "out"

    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        for _run in range(2):
            call_command(
                "write_report",
                process.key,
                on="2022-01-24",
                out=out,
                keep=True,
                stdout=StringIO(),
                stderr=StringIO(),
            )
        report = process.reports.get()
        with report.pdf_file.open() as file:
            kept = file.read()

    assert (report.state, report.asked_by) == ("done", "Regiowerk")
    assert kept == next(out.glob("*.pdf")).read_bytes()


@pytest.mark.parametrize(
    ("process", "on", "words"),
    [
        ("fehlt", "2022-01-24", "muster"),
        ("muster", "gestern", "2022-01-24"),
        ("muster", "2020-12-31", "01.01.2021"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, process: str, on: str, words: str
):
    a_process(a_region())

    with pytest.raises(CommandError) as problem:
        call_command("write_report", process, on=on, out=tmp_path, stdout=StringIO())

    assert words in str(problem.value)
    assert (problem.value.returncode, list(tmp_path.iterdir())) == (2, [])


@pytest.mark.documents
def test_a_folder_that_cannot_be_written_to_is_named(tmp_path: Path):
    blocked = tmp_path / "blocked"
    blocked.write_text("")

    with pytest.raises(CommandError, match="blocked") as problem:
        call_command(
            "write_report",
            a_process(a_region()).key,
            on="2022-01-24",
            out=blocked,
            stdout=StringIO(),
            stderr=StringIO(),
        )

    assert problem.value.returncode == 2
