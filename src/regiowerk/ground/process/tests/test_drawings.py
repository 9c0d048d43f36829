from datetime import UTC, date, datetime

import pytest

from regiowerk.ground.process import documents, queries
from regiowerk.ground.process.models import Programme
from regiowerk.ground.process.tests.factories import (
    a_body,
    a_milestone,
    a_stage,
    an_activity,
)
from regiowerk.ground.ui.drawings.scene import TableTwin

pytestmark = pytest.mark.django_db

BEGUN = datetime(2021, 1, 4, 9, 0, tzinfo=UTC)
ENDED = datetime(2021, 12, 17, 9, 0, tzinfo=UTC)


@pytest.fixture
def planned(process):
    first = a_stage(process, 1, opened_at=BEGUN, closed_at=ENDED)
    dated = an_activity(first)
    dated.starts_on, dated.ends_on = date(2021, 2, 1), date(2021, 2, 28)
    dated.save(update_fields=["starts_on", "ends_on"])
    an_activity(first, 2)
    a_stage(process, 2, starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31), is_approximate=True)
    a_milestone(process)
    return process


def test_the_timeline_says_in_a_table_what_it_draws(planned, today):
    scene = documents.timeline_of(queries.plan_of(planned, today))

    assert scene.table == TableTwin(
        caption="Verfahren muster: Ablauf am 24. Januar 2022",
        header=scene.table.header,
        rows=(
            ("Modul 1", "Modul", "01.01.2021 bis 31.12.2021", "abgeschlossen", ""),
            ("Umfrage 1", "Teil eines Moduls", "01.02.2021 bis 28.02.2021", "abgeschlossen", ""),
            ("Modul 2", "Modul", "etwa 01.01.2022 bis 31.12.2022", "überfällig", "zu eröffnen"),
            ("Auftakt", "Meilenstein", "26.01.2022", "geplant", ""),
        ),
    )


def test_on_its_first_day_a_stage_is_not_drawn_as_late(process, today):
    a_stage(process, starts_on=today, ends_on=today)

    drawn = documents.timeline_of(queries.plan_of(process, today)).table.rows

    assert drawn == (
        ("Modul 1", "Modul", "24.01.2022 bis 24.01.2022", "steht bevor", "zu eröffnen"),
    )


def test_the_timeline_fits_the_width_asked_for(planned, today):
    plan = queries.plan_of(planned, today)

    assert (
        documents.timeline_of(plan, width=500).width,
        documents.timeline_of(plan, width=500).narrow,
        documents.timeline_of(plan).narrow.width,
    ) == (500, None, 340)


def test_bars_lead_where_the_page_says(planned, today):
    plan = queries.plan_of(planned, today)

    plain = documents.timeline_of(plan)
    linked = documents.timeline_of(plan, address_of=lambda stage: f"#{stage.key}")

    assert [
        [mark.address for mark in scene.marks if getattr(mark, "address", "")]
        for scene in (plain, linked)
    ] == [[], ["#modul-1", "#modul-2"]]


def test_the_timeline_names_the_source_of_its_programme(planned, today):
    planned.programme = Programme(key="modell", source="Zwischenbericht Januar 2022")

    scene = documents.timeline_of(queries.plan_of(planned, today))

    assert scene.source == "Zwischenbericht Januar 2022"


def test_the_chart_counts_the_bodies_and_names_who_is_at_the_top(process):
    top = a_body(process)
    top.source = "Zwischenbericht"
    top.save(update_fields=["source"])
    a_body(process, 2, parent=top)

    scene = documents.organisation_chart_of(process)

    assert (scene.title, scene.summary, scene.source, scene.narrow.width) == (
        "Verfahren muster: Gremien",
        "2 Gremien; an der Spitze: Runde 1.",
        "Zwischenbericht",
        340,
    )
