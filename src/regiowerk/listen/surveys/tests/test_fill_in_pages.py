"""The project office fills in what it knows: template, reading, looking, writing."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
)

HOME = "/verfahren/muster/befragungen/rathaus/1/vorbelegen/"


KEY = "ags-05999011"


def book(*rows, header=("organisation__key", "staff"), sheet="prefill"):
    made = Workbook()
    made.active.title = sheet
    for row in (header, *rows):
        made.active.append(row)
    return saved(made)


def saved(made):
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def send(office, content, name="werte.xlsx"):
    return office.post(HOME, {"file": SimpleUploadedFile(name, content)})


def test_the_page_offers_the_template(office, participation):
    assert f"{HOME}vorlage/" in office.get(HOME).content.decode()


@pytest.mark.parametrize("organisations", [1, 5])
def test_looking_reads_with_few_queries(
    office, participation, organisations, django_assert_max_num_queries
):
    rows = [(KEY, 1)]
    for number in range(organisations):
        a_participation(participation.wave, a_municipality(f"0599902{number}", f"O{number}"))
        rows.append((f"ags-0599902{number}", number))
    content = book(*rows)
    with django_assert_max_num_queries(14):
        assert send(office, content).context["values"] == organisations + 1
