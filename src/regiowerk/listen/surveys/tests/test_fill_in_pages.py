"""The project office fills in what it knows: template, reading, looking, writing."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.listen.surveys.tests.factories import a_participation
from regiowerk.listen.surveys.tests.test_fill_in import HOME, KEY, book


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
