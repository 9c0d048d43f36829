from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regiowerk.ground.regions.tests.strangers import as_user, asked_by_all
from regiowerk.tell.portal.tests.walks import Walk, a_walk

pytestmark = pytest.mark.django_db

PUBLIC = (
    "/verfahren/muster/",
    "/verfahren/muster/kommunen/",
    "/verfahren/muster/kommunen/ags-05888000/",
    "/verfahren/muster/hoeren/",
    "/verfahren/muster/entscheiden/",
    "/verfahren/muster/umsetzen/",
    "/verfahren/muster/berichten/",
    "/regionen/musterland/",
)
INTERNAL = ("/verfahren/muster/wer-ist-dran/", "/verfahren/muster/verlauf/")
MOST_QUERIES = 12


def heading(client: Client, address: str) -> str:
    """The one heading of a page, as it is read."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", client.get(address).text)
    assert len(found) == 1, found
    return str(found[0])


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_process_is_open_to_everybody(address: str) -> None:
    crowd = a_walk().crowd

    assert asked_by_all(crowd, address) == [
        "anonymous: 200",
        "outsider: 200",
        "member: 200",
        "office: 200",
    ]


@pytest.mark.parametrize("address", [*PUBLIC[:-1], *INTERNAL])
def test_an_internal_process_is_open_to_its_members(address: str) -> None:
    crowd = a_walk(is_public=False).crowd

    assert asked_by_all(crowd, address) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 200",
        "office: 200",
    ]


@pytest.mark.parametrize("address", INTERNAL)
def test_who_is_waited_for_is_never_public(address: str) -> None:
    assert asked_by_all(a_walk().crowd, address)[:2] == ["anonymous: sign in", "outsider: 404"]


def test_the_start_page_says_what_matters_to_whoever_looks() -> None:
    crowd = a_walk().crowd

    headings = [heading(as_user(user), "/") for user in (None, crowd.office, crowd.member)]

    assert headings[0].startswith("Viele Kommunen, ein Plan")
    assert re.match(r"Modul 1 hätte vor \d+ Tagen abgeschlossen werden sollen", headings[1])
    assert headings[2] == "Prüfen Sie die Angaben zu Ihrer Organisation"


def test_headings_are_the_answer() -> None:
    client = as_user(a_walk(rows=2).crowd.office)

    assert [
        heading(client, address) for address in (PUBLIC[0], PUBLIC[2], PUBLIC[-1], INTERNAL[0])
    ] == [
        "3 Kommunen planen gemeinsam: Verfahren muster",
        "Was heißt das für Kleinort 0?",
        "3 Kommunen, 10.001 Einwohner am 31. Dezember 2020",
        "Auf 4 Organisationen wird gewartet",
    ]


def test_a_region_shows_what_it_counts_beside_what_it_says() -> None:
    walk = a_walk()
    walk.process.region.figures.create(indicator="population", value=9000, source="Faltblatt")

    text = as_user(None).get("/regionen/musterland/").text

    assert ("rund 9.000 Einwohnern" in text, "Faltblatt" in text) == (True, True)


def test_the_table_of_members_is_searched_and_sorted() -> None:
    a_walk(rows=3)
    client = as_user(None)

    found = client.get("/verfahren/muster/kommunen/", {"q": "ort 2"}).text
    ranked = client.get("/verfahren/muster/kommunen/", {"sort": "-einwohner"}).text

    assert re.findall(r"Kleinort \d", found) == ["Kleinort 2"]
    assert re.findall(r"Kleinort \d", ranked) == ["Kleinort 2", "Kleinort 1", "Kleinort 0"]


def test_a_search_finds_only_what_one_may_read() -> None:
    walk = a_walk(is_public=False)

    hits = [
        heading(as_user(user), "/suche/?q=austausch")
        for user in (None, walk.crowd.outsider, walk.crowd.member)
    ]

    assert hits == [
        "Nichts gefunden zu „austausch“",
        "Nichts gefunden zu „austausch“",
        "Ein Treffer zu „austausch“",
    ]


@pytest.mark.parametrize("role", ["nobody", "member", "office"])
@pytest.mark.parametrize("address", ["/", *PUBLIC, "/suche/?q=ort", *INTERNAL])
def test_a_page_asks_the_database_no_more_for_more_rows(address: str, role: str) -> None:
    with transaction.atomic():
        few = _queries(a_walk(rows=1), role, address)
        transaction.set_rollback(True)
    many = _queries(a_walk(rows=5), role, address)

    assert (many == few, many <= MOST_QUERIES) == (True, True), (few, many)


def _queries(walk: Walk, role: str, address: str) -> int:
    client = as_user({"nobody": None, "member": walk.crowd.member}.get(role, walk.crowd.office))
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
        return len(captured)
