"""The codebook, what was coded with it, and quotations go along; who coded stays as a number."""

from __future__ import annotations

import csv
import io
from itertools import count
from pathlib import Path

import pytest

from regiowerk.ground.journal.domain.actor import SYSTEM, Actor
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.listen.codes import actions as codes
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import book_of
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.passages import whole
from regiowerk.listen.surveys.models import Coding, Quotation, Wave
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import OpenAnswer, open_answers
from regiowerk.tell.exchange.actions import export_package
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.queries import read_content
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import, edit, refused
from regiowerk.tell.exchange.tests.test_export_package import forget_everything

pytestmark = pytest.mark.django_db

OFFICE = Actor(user_label="Eva Beispiel", organisation_label="Stadt Paderborn")
OTHER = Actor(user_label="Uwe Beispiel", organisation_label="Stadt Paderborn")
FILES = ("codes.csv", "codebook_versions.csv", "codings.csv", "quotations.csv")


@pytest.fixture
def process() -> Process:
    """The example with a codebook, codings of two people, and a quotation that was agreed to."""
    do_import(EXAMPLE)
    process = Process.objects.select_related("region").get(key="paderborn")
    top = _code(process, "Hemmnisse", None)
    code, other = _code(process, "Personal", top), _code(process, "Leute", top)
    # The name of a merged code is free again.
    codes.merge_codes(code=other, into=code, by=OFFICE, at=AT)
    _code(process, "Leute", top)
    codes.freeze_codebook(process=process, note="erste Runde", by=OFFICE, at=AT)
    answer = _answer(process)
    for by in (OFFICE, OTHER):
        actions.code_answer(
            answer=answer, passages=[whole(answer.text)], codes=[code], by=by, at=AT
        )
    actions.propose_quotation(
        answer=answer,
        passage=whole(answer.text),
        wish=actions.Wish("Kurz gesagt", "public", is_named=True),
        tokens=(str(number) for number in count()),
        by=OFFICE,
        at=AT,
    )
    return process


def _code(process: Process, name: str, under: Code | None) -> Code:
    found = codes.add_code(
        process=process, under=under, meaning=codes.Meaning(name), by=OFFICE, at=AT
    )
    found.codebook.process = process
    return found


def _answer(process: Process) -> OpenAnswer:
    wave = Wave.objects.get(survey__process=process, survey__key="kommunen")
    wave.survey.process = process
    return open_answers(wave, Audience.OFFICE, "de").of("/strategy/goals")[0]


def do_export(process: Process) -> dict[str, bytes]:
    return export_package(process=process, by=SYSTEM, at=AT)


def test_everything_comes_back_identically(process: Process, tmp_path: Path) -> None:
    before = do_export(process)
    write_folder(before, tmp_path)
    forget_everything()

    outcome = do_import(tmp_path).outcome
    again = Process.objects.select_related("region").get(key="paderborn")
    book = book_of(again)

    assert (
        outcome,
        do_export(again) == before,
        [book.path(code) for _depth, code in book.standing],
        [(code.name, book.meaning(code.pk).name) for code in book.merged],
        Quotation.objects.get().text,
    ) == (
        Outcome.CREATED,
        True,
        ["Hemmnisse", "Hemmnisse › Personal", "Hemmnisse › Leute"],
        [("Leute", "Personal")],
        "Kurz gesagt",
    )


def test_a_package_takes_the_place_of_what_was_coded_before(
    process: Process, tmp_path: Path
) -> None:
    write_folder(do_export(process), tmp_path)
    Coding.objects.all().delete()
    Code.objects.filter(name="Hemmnisse").update(name="Hürden")

    assert do_import(tmp_path, replace=True).outcome is Outcome.REPLACED
    assert (Coding.objects.count(), Code.objects.filter(name="Hürden").count()) == (2, 0)


def test_who_coded_travels_as_a_number(process: Process) -> None:
    rows = list(csv.DictReader(io.StringIO(do_export(process)["codings.csv"].decode())))

    assert [(row["coder"], row["coded_by"]) for row in rows] == [
        ("1", "Regiopole Paderborn"),
        ("2", "Regiopole Paderborn"),
    ]


def test_without_answers_nothing_of_them_goes_along(process: Process) -> None:
    content = read_content(process, with_answers=False)

    assert [len(content.rows(name.removesuffix(".csv"))) for name in FILES] == [4, 1, 0, 0]


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("codes.csv", "personal,hemmnisse", "personal,personal", "codes.csv, Zeile"),
        ("codings.csv", ",0,", ",1,", "Der Wortlaut einer Stelle hat so viele Zeichen"),
        ("quotations.csv", ",proposed,", ",approved,", "quotations.csv, Zeile 2"),
        ("codebook_versions.csv", "erste Runde", "erste Runde", ""),
    ],
)
def test_what_does_not_fit_together_is_refused(
    process: Process, tmp_path: Path, file: str, before: str, after: str, said: str
) -> None:
    write_folder(do_export(process), tmp_path)
    forget_everything()
    edit(tmp_path, file, before, after)

    if said:
        assert said in refused(tmp_path)[0]
    else:
        assert do_import(tmp_path).outcome is Outcome.CREATED
