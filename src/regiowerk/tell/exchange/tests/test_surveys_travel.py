"""What was asked and handed in goes along; what is being worked on stays."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import SYSTEM, Role
from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.tests.factories import a_member
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.models import Questionnaire, Version
from regiowerk.listen.surveys.models import (
    Head,
    Link,
    Participation,
    Remark,
    Revision,
    Row,
    SectionTask,
    SignOff,
    Submission,
    Survey,
    Wave,
)
from regiowerk.tell.exchange.actions import export_package
from regiowerk.tell.exchange.documents.packing import write_folder
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.queries import read_content
from regiowerk.tell.exchange.tests.factories import EXAMPLE, do_import, read_folder
from regiowerk.tell.exchange.tests.test_export_package import forget_everything

pytestmark = pytest.mark.django_db

State = Participation.State


@pytest.fixture
def process() -> Process:
    do_import(EXAMPLE)
    return Process.objects.select_related("region").get(key="paderborn")


def do_export(process: Process) -> dict[str, bytes]:
    return export_package(process=process, by=SYSTEM, at=AT)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def of_town(ags: str) -> Participation:
    return Participation.objects.get(organisation__ags=ags)


def test_the_author_s_file_arrives_byte_by_byte(process: Process) -> None:
    version = Version.objects.get(questionnaire__key="kommunen")

    assert bytes(version.file_content) == (EXAMPLE / "questionnaires/kommunen.xlsx").read_bytes()
    assert (version.state, version.file_name) == ("published", "kommunen.xlsx")
    assert version.published_by == "Stadt Paderborn"


def test_what_was_handed_in_can_be_taken_up_again(process: Process) -> None:
    participation = of_town("05974028")
    submission = participation.submissions.get()
    record = json.loads(submission.content)

    heads = Head.objects.filter(participation=participation).select_related("revision")
    assert {(h.path, h.rows): json.loads(h.revision.value) for h in heads} == {
        (answer["path"], "/".join(answer["rows"])): answer["value"] for answer in record["answers"]
    }
    assert set(heads.values_list("revision__origin", flat=True)) == {Revision.Origin.IMPORT}
    rows = Row.objects.filter(participation=participation).order_by("position")
    assert [row.row_id for row in rows] == record["rows"][0]["ids"]
    tasks = SectionTask.objects.filter(participation=participation).order_by("position")
    assert (tasks[0].section, tasks[0].missing, tasks[0].invalid) == ("organisation", 0, 0)
    assert set(tasks.values_list("state", flat=True)) == {SectionTask.State.READY}


def test_who_signed_is_a_function_and_no_person(process: Process) -> None:
    sign_off = SignOff.objects.get(participation=of_town("05974028"))

    assert (sign_off.function, sign_off.person) == ("Leitung der Verwaltung", "Stadt Lippstadt")
    sign_off.person = "Erika Muster"
    sign_off.save()
    assert b"Muster" not in do_export(process)["sign_offs.csv"]


def test_what_is_being_worked_on_stays_and_is_not_overwritten(process: Process) -> None:
    brakel = of_town("05762016")
    brakel.state, brakel.invited_at, brakel.opened_at = State.IN_WORK, AT, AT
    brakel.coordinator_name, brakel.coordinator_email = "Erika Muster", "erika@example.org"
    brakel.save()
    Link.objects.create(
        participation=brakel,
        purpose="coordinate",
        email="erika@example.org",
        name="Erika Muster",
        token_hash="0" * 64,
        made_at=AT,
        made_by="Stadt Paderborn",
        expires_at=AT + timedelta(days=30),
    )
    Remark.objects.create(
        participation=brakel,
        path=Field("/staff/staff_fte").path,
        audience="internal",
        text="Erika Muster weiß das",
        written_at=AT,
        written_by="Erika Muster",
    )
    version = brakel.version
    draft = Version.objects.create(
        questionnaire=version.questionnaire,
        number=2,
        origin="editor",
        definition=version.definition,
        content_hash=version.content_hash,
        begun_at=AT,
        begun_by="Erika Muster",
    )

    files = do_export(process)

    assert files == read_folder(EXAMPLE)
    assert do_import(EXAMPLE).outcome == Outcome.UP_TO_DATE
    assert of_town("05762016").state == State.IN_WORK
    assert Version.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize("state", [State.RETURNED, State.REOPENED, State.IN_SIGN_OFF])
def test_what_is_open_again_travels_as_it_was_handed_in(process: Process, state: str) -> None:
    Participation.objects.filter(organisation__ags="05762004").update(state=state)

    assert do_export(process) == read_folder(EXAMPLE)


def test_contact_data_and_files_stay(process: Process) -> None:
    submission = of_town("05974028").submissions.get()
    record = json.loads(submission.content)
    record["answers"] += [
        {"path": "/closing/contact_name", "rows": [], "value": "Erika Muster"},
        {
            "path": "/strategy/strategy_file",
            "rows": [],
            "value": {"name": "muster.pdf", "media_type": "a/b", "size": 1, "sha256": "0" * 64},
        },
    ]
    record["not_agreed"] = [
        {"path": "/closing/contact_name", "rows": [], "values": ["Erika Muster", "Max Muster"]}
    ]
    submission.content, submission.content_hash = canonical(record).decode(), fingerprint(record)
    submission.save()

    files = do_export(process)

    assert not any(b"Erika" in file or b"muster.pdf" in file for file in files.values())
    assert files == read_folder(EXAMPLE)


def test_a_decline_travels_with_its_reason(process: Process) -> None:
    participation = of_town("05974044")

    assert (participation.state, participation.declined_by) == (State.DECLINED, "Stadt Warstein")
    assert participation.decline_reason.startswith("Beispiel: ")


def test_a_second_version_keeps_its_own_file(process: Process, tmp_path: Path) -> None:
    first = Version.objects.get(questionnaire__key="kreise")
    Version.objects.create(
        questionnaire=first.questionnaire,
        number=2,
        state="published",
        origin="xlsform",
        definition=first.definition,
        content_hash=first.content_hash,
        file_name="kreise.xlsx",
        file_content=b"another",
        begun_at=AT,
        begun_by="Stadt Paderborn",
        published_at=AT,
        published_by="Erika Muster",
    )
    files = do_export(process)
    write_folder(files, tmp_path / "out")
    forget_everything()

    do_import(tmp_path / "out")

    assert files["questionnaires/kreise-2-kreise.xlsx"] == b"another"
    assert rows_of(files["questionnaire_versions.csv"])[2]["published_by"] == "Regiopole Paderborn"
    assert read_folder(tmp_path / "out") == do_export(Process.objects.get())


def test_a_questionnaire_nobody_published_stays(process: Process) -> None:
    questionnaire = Questionnaire.objects.create(
        process=process, key="entwurf", title="Entwurf", begun_at=AT, begun_by="Stadt Paderborn"
    )
    Survey.objects.create(
        process=process,
        key="entwurf",
        title="Entwurf",
        questionnaire=questionnaire,
        begun_at=AT,
        begun_by="Stadt Paderborn",
    )

    assert do_export(process) == read_folder(EXAMPLE)


def test_an_import_that_replaces_leaves_nothing_of_the_old_survey(process: Process) -> None:
    Survey.objects.filter(key="kreise").update(title="Anders")
    Submission.objects.filter(participation__organisation__ags="05974028").update(handed_in_at=AT)

    done = do_import(EXAMPLE, replace=True)

    assert done.outcome == Outcome.REPLACED
    assert (Survey.objects.count(), Wave.objects.count(), Submission.objects.count()) == (2, 2, 19)
    assert do_export(Process.objects.get()) == read_folder(EXAMPLE)


@pytest.mark.parametrize("role", [Role.CONTACT, Role.HEAD, Role.READER])
def test_those_inside_take_no_answers_along(process: Process, role: Role) -> None:
    client = Client()
    client.force_login(a_member(Region.objects.get(key="paderborn"), "05774004", role=role))

    content = read_content(process, with_answers=False)
    page = client.get("/verfahren/paderborn/paket/").content.decode()

    assert [content.rows(n) for n in ("participations", "submissions", "sign_offs")] == [()] * 3
    assert [path for path in content.files if path.startswith("submissions/")] == []
    assert "submissions.csv" not in page


def test_a_package_without_answers_is_a_package(process: Process, tmp_path: Path) -> None:
    member = a_member(process.region, "05774004", role=Role.CONTACT)
    client = Client()
    client.force_login(member)
    answer = client.post("/verfahren/paderborn/paket/herunterladen/")
    archive = tmp_path / "paderborn.zip"
    archive.write_bytes(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    forget_everything()

    done = do_import(archive)

    assert (done.outcome, Wave.objects.count(), Participation.objects.count()) == (
        Outcome.CREATED,
        2,
        0,
    )
