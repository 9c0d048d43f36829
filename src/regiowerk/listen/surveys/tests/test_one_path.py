"""One released table feeds page, drawing, table file and workbook: nothing else is read."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from regiowerk.listen.surveys.documents.results.sheets import _written
from regiowerk.listen.surveys.models import Head, Release, Revision, Submission
from regiowerk.listen.surveys.queries.evaluation.results import results_in
from regiowerk.listen.surveys.tests.number_world import HOME, published, towns
from regiowerk.listen.surveys.tests.test_results import wave

__all__ = ["wave"]

pytestmark = pytest.mark.django_db

PAGES = ("1/", "1/frage/all.public/", "1/frage/all.secret/", "1/frage/all.staff/")
FILES = (
    "1/frage/all.public/tabelle.csv",
    "1/frage/all.secret/tabelle.csv",
    "1/frage/all.public/tabelle.json",
    "1/tabellen.json",
)


@pytest.fixture
def release(wave):
    towns(wave, 8, public="yes", secret="yes", staff=3)
    towns(wave, 9, first=20, public="no", secret="no", staff=5)
    return published(wave)


def everything(office):
    """All that is told, without what differs from one request to the next."""
    pages = [
        re.sub(r'(nonce|name="csrf\w*") *\S+', "", office.get(HOME + one).text) for one in PAGES
    ]
    pages = [page[page.index("<main") : page.index("</main>")] for page in pages]
    return pages + [office.get(HOME + one).content.decode() for one in FILES] + [workbook(office)]


def workbook(office):
    sheets = load_workbook(io.BytesIO(office.get(f"{HOME}1/tabellen.xlsx").content)).worksheets
    return "\n".join(str([cell.value for cell in row]) for one in sheets for row in one.rows)


def test_what_is_published_does_not_change_when_answers_do(office, release):
    before = everything(office)
    Submission.objects.update(content="{}")
    Head.objects.all().delete()
    Revision.objects.all().delete()

    assert everything(office) == before


def test_all_figures_come_from_the_frozen_table(office, release):
    """A figure that stands nowhere else is found wherever results are told."""
    Release.objects.update(content=release.content.replace("[8,9]", "[7654,9]"))
    results_in.cache_clear()
    _written.cache_clear()
    told = everything(office)
    results_in.cache_clear()
    _written.cache_clear()

    assert [
        page for page in (*told[:3], told[4], told[6], told[7]) if not re.search(r"7\W?654", page)
    ] == []
    assert re.search(r"7\W?654", told[-1])
