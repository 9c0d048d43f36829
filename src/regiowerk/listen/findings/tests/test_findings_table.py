from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all
from regiowerk.listen.findings.tests.factories import (
    a_citation,
    a_finding,
    areas_of_a_programme,
)

pytestmark = [pytest.mark.django_db, pytest.mark.documents]

PAGE = "/verfahren/muster/erkenntnisse/tabelle.xlsx"


def rows_of(answer):
    sheet = load_workbook(BytesIO(answer.content))["Erkenntnisse"]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_insiders_take_the_findings_along(crowd, process):
    assert asked_by_all(crowd, PAGE) == INSIDERS_LOOK


def test_everybody_takes_the_findings_of_a_public_process_along(process):
    Process.objects.update(is_public=True)

    answer = as_user(None).get(PAGE)

    assert (answer.status_code, answer.headers["Content-Disposition"]) == (
        200,
        'attachment; filename="erkenntnisse-muster.xlsx"',
    )


def test_every_source_has_its_row(office, process):
    digital, _care = areas_of_a_programme(process)
    late = datetime(2022, 1, 24, 23, 30, tzinfo=UTC)
    finding = a_finding(process, area=digital, explanation="=1+1", recorded_at=late)
    a_citation(finding, 2, words="Uns fehlen Leute.", source_on=date(2022, 1, 10))
    said = ["wenig-personal", "Hemmnis", "Erkenntnis wenig-personal", "=1+1", "Digitales"]
    recorded = [datetime(2022, 1, 25), "Stadt Mitte"]  # noqa: DTZ001 -- as a worksheet has it

    assert rows_of(office.get(PAGE))[1:3] == [
        [*said, "Zwischenbericht", "Folie 1", None, None, *recorded],
        [
            *said,
            "Zwischenbericht",
            "Folie 2",
            "Uns fehlen Leute.",
            datetime(2022, 1, 10),  # noqa: DTZ001 -- as a worksheet has it
            *recorded,
        ],
    ]


def test_the_table_says_what_it_is_and_when(office, process):
    Process.objects.update(is_example=True)
    a_finding(process)

    rows = rows_of(office.get(PAGE))

    assert (rows[0], rows[-1][0]) == (
        [
            "Schlüssel",
            "Art",
            "Erkenntnis",
            "Erläuterung",
            "Bereich",
            "Quelle",
            "Stelle in der Quelle",
            "Wortlaut",
            "Datum der Quelle",
            "Erfasst am",
            "Erfasst von",
        ],
        "Verfahren muster, Stand 24. Januar 2022 – Beispieldaten",
    )


@pytest.mark.parametrize("count", [1, 5])
def test_the_table_takes_few_queries(office, process, count, django_assert_max_num_queries):
    for number in range(count):
        a_citation(a_finding(process, f"eintrag-{number}"), 2)

    with django_assert_max_num_queries(12):
        office.get(PAGE)
