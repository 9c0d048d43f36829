"""What a process shares with others: left as it is, or updated when that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import (
    InfrastructureArea,
    Programme,
)
from regiowerk.ground.regions.models import Figure, Membership, NetworkMember, Organisation, Region
from regiowerk.ground.regions.tests.factories import a_municipality, a_region
from regiowerk.tell.exchange.domain.outcome import Kept, Outcome, Reason
from regiowerk.tell.exchange.tests.factories import (
    EXAMPLE,
    a_package_folder,
    do_import,
    edit,
    read_folder,
    refused,
)

pytestmark = pytest.mark.django_db


def test_what_is_shared_stays_as_it_is(tmp_path: Path) -> None:
    region = a_region("musterland")
    brakel = a_municipality("05999004", "Brakel an der Brucht")
    Figure.objects.create(
        organisation=brakel, indicator="area", value=1, source="Eigene", precision="stated"
    )

    done = do_import(a_package_folder(tmp_path))

    assert done.outcome == Outcome.CREATED
    assert Organisation.objects.get(ags="05999004").name == "Brakel an der Brucht"
    assert list(Figure.objects.values_list("source", flat=True)) == ["Eigene"]
    assert list(region.memberships.all()) == []
    assert set(done.kept) == {
        Kept(
            "organisations",
            "ags-05999004",
            Reason.DIFFERS,
            (
                "name",
                "district",
                "latitude",
                "longitude",
                "central_place",
                "is_central_place_confirmed",
                "source",
            ),
        ),
        Kept("region", "musterland", Reason.DIFFERS, ("regiopole", "description")),
        Kept("memberships", "musterland, ags-05999004, 2017-01-01", Reason.NOT_ADDED),
        Kept("memberships", "musterland, ags-05999008", Reason.NOT_ADDED),
        Kept("figures", "ags-05999004, population, 2020-12-31, Amt", Reason.NOT_ADDED),
        Kept("figures", "ags-05999004, area, 2020-12-31, Amt", Reason.NOT_ADDED),
        Kept("figures", "musterland, population, Region", Reason.NOT_ADDED),
        Kept("figures", "ags-05999004, area, Eigene", Reason.ONLY_HERE),
    }


def test_what_is_shared_is_updated_when_asked(tmp_path: Path) -> None:
    region = a_region("musterland")
    brakel = a_municipality("05999004", "Brakel an der Brucht")
    brakel.confirmed_at, brakel.confirmed_by = AT, "Stadt Brakel"
    brakel.save()
    figure = Figure.objects.create(
        organisation=brakel,
        indicator="area",
        value=1,
        source="Amt",
        precision="stated",
        measured_on="2020-12-31",
    )

    done = do_import(a_package_folder(tmp_path), update_region=True)

    brakel.refresh_from_db()
    figure.refresh_from_db()
    assert (brakel.name, brakel.confirmed_at, brakel.confirmed_by) == ("Brakel", None, "")
    assert (str(figure.value), figure.precision) == ("173.92", "exact")
    assert region.memberships.count() == 2
    assert Region.objects.get(key="musterland").regiopole == brakel
    assert (done.updated, done.kept) == (3, ())
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == [
        "process.imported",
        "region.updated",
    ]


def test_an_update_takes_nothing_away(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    do_import(folder)
    detmold = a_municipality("05766020", "Detmold")
    Membership.objects.create(
        region=Region.objects.get(), organisation=detmold, source="Hier ergänzt"
    )
    edit(folder, "memberships.csv", "Satzung", "Neue Satzung")

    done = do_import(folder, update_region=True)

    assert set(Membership.objects.values_list("organisation__name", "source")) == {
        ("Brakel", "Neue Satzung"),
        ("Höxter", "Neue Satzung"),
        ("Detmold", "Hier ergänzt"),
    }
    assert done.kept == (Kept("memberships", "musterland, ags-05766020", Reason.ONLY_HERE),)
    assert (done.outcome, done.updated) == (Outcome.UP_TO_DATE, 2)


def test_an_area_the_programme_does_not_have_here_needs_an_update(tmp_path: Path) -> None:
    programme = Programme.objects.create(key="modellprojekt", name="Anders", short_name="A")
    InfrastructureArea.objects.create(programme=programme, number=1, key="energie", name="Energie")
    folder = a_package_folder(tmp_path)

    said = refused(folder)
    do_import(folder, update_region=True)

    sentence = (
        "Das Förderprogramm „modellprojekt“ gibt es hier schon, ohne diesen Bereich. Mit "
        "--update-region wird er ergänzt."
    )
    assert said == [
        f"process.csv, Zeile 2, area, „digitales“: {sentence}",
        f"findings.csv, Zeile 2, area, „digitales“: {sentence}",
    ]
    assert list(programme.areas.order_by("number").values_list("number", "key")) == [
        (1, "digitales"),
        (2, "energie"),
    ]


def test_a_network_is_replaced_as_a_whole_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "example"
    _copy(EXAMPLE, folder)
    do_import(folder)
    NetworkMember.objects.filter(organisation__name="Kassel").delete()
    NetworkMember.objects.filter(organisation__name="Trier").update(since="nie")

    done = do_import(folder, update_region=True)

    assert done.outcome == Outcome.UP_TO_DATE
    assert NetworkMember.objects.count() == 9
    assert NetworkMember.objects.get(organisation__name="Trier").since == "2016 (Gründungsmitglied)"
    assert do_import(folder, update_region=True).written == ()


def _copy(folder: Path, target: Path) -> None:
    for name, content in read_folder(folder).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
