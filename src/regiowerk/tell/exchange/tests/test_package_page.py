from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from regiowerk.ground.journal.domain.actor import Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.models import User
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.factories import a_process, a_stage
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.tests.factories import a_member, a_region
from regiowerk.tell.exchange.domain.tables import ANSWERED, TABLES
from regiowerk.tell.exchange.tests.factories import EXAMPLE, a_package, a_package_folder, do_import

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/paket/"
DOWNLOAD = "/verfahren/muster/paket/herunterladen/"
SIGN_IN = "/anmelden/?next="


@pytest.fixture
def process() -> Process:
    process = a_process(a_region(), is_public=True)
    a_stage(process)
    return process


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTACT, Role.HEAD, Role.READER])
def test_those_inside_see_what_is_in_the_package(process: Process, role: Role) -> None:
    response = signed_in(a_member(process.region, role=role)).get(PAGE)

    assert response.status_code == 200
    page = response.content.decode()
    goes_along = role is Role.OFFICE
    assert all((t.path in page) == (goes_along or t not in ANSWERED) for t in TABLES)


@pytest.mark.parametrize("role", [Role.OFFICE, Role.CONTACT, Role.HEAD, Role.READER])
def test_those_inside_may_take_it_along(process: Process, role: Role) -> None:
    user = a_member(process.region, role=role)

    response = signed_in(user).post(DOWNLOAD)

    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="muster.zip"'
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist()[0] == "datapackage.json"
    entry = Entry.objects.get(deed="process.exported")
    assert (entry.user_label, entry.process_key) == (str(user), "muster")


@pytest.mark.parametrize("verb", ["get", "post"])
def test_outsiders_do_not_learn_of_it(process: Process, verb: str) -> None:
    stranger = signed_in(a_member(a_region("nachbarland"), "05111000", role=Role.OFFICE))
    address = PAGE if verb == "get" else DOWNLOAD

    assert getattr(stranger, verb)(address).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize("verb", ["get", "post"])
def test_strangers_are_asked_to_sign_in(process: Process, client: Client, verb: str) -> None:
    address = PAGE if verb == "get" else DOWNLOAD

    response = getattr(client, verb)(address)

    assert (response.status_code, response["Location"]) == (302, SIGN_IN + address)
    assert not Entry.objects.exists()


def test_a_download_is_a_deed_and_no_link(process: Process) -> None:
    assert signed_in(a_member(process.region)).get(DOWNLOAD).status_code == 405


def test_what_hinders_the_download_is_told(process: Process) -> None:
    Region.objects.update(website="javascript:alert(1)")

    response = signed_in(a_member(process.region)).post(DOWNLOAD)

    assert response.status_code == 409
    assert "region.csv" in response.content.decode()
    assert not Entry.objects.filter(deed="process.exported").exists()


def test_the_page_shows_what_the_package_says_of_itself(process: Process) -> None:
    a_package(process, readme="# Woher die Zahlen sind")

    page = signed_in(a_member(process.region)).get(PAGE).content.decode()

    assert "<h3>Woher die Zahlen sind</h3>" in page


def test_the_page_takes_as_many_queries_with_many_rows(process: Process) -> None:
    client = signed_in(a_member(process.region))
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(2, 6):
        a_stage(process, number)
        a_member(process.region, f"0599901{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)

    assert len(many) == len(few) <= 12


def test_the_numbers_of_rows_are_those_of_the_package(tmp_path: Path) -> None:
    done = do_import(a_package_folder(tmp_path))
    user = a_member(Region.objects.get(), "05999004")

    context = signed_in(user).get(PAGE).context

    listed = [*context["own"], *context["shared"]]
    rows = {entry.part.table: entry.part.rows for entry in listed if entry.part.rows}
    assert rows == dict(done.written)
    assert context["rows"] == sum(rows.values())


def test_the_sizes_are_about_those_of_the_files(tmp_path: Path) -> None:
    do_import(EXAMPLE)
    user = a_member(Region.objects.get(), "05774004")

    context = signed_in(user).get("/verfahren/paderborn/paket/").context

    for entry in (*context["own"], *context["shared"]):
        size = (EXAMPLE / entry.part.path).stat().st_size
        assert entry.part.size == pytest.approx(size, rel=0.2)
