"""What can be wrong with questionnaires and answers in a package, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from regiowerk.ground.journal.domain.frozen import canonical, fingerprint
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.tests.factories import EXAMPLE, edit, read_folder, refused

pytestmark = pytest.mark.django_db

LIPPSTADT = "submissions/kommunen/1/ags-05974028-1.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example, to be spoilt."""
    for name, content in read_folder(EXAMPLE).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def rewrite(folder: Path, **changes: object) -> None:
    """Change the submission of Lippstadt together with its checksum."""
    path = folder / LIPPSTADT
    record = json.loads(path.read_bytes())
    before = fingerprint(record)
    path.write_bytes(canonical(record | changes))
    edit(folder, "submissions.csv", before, fingerprint(record | changes))


def test_an_answer_that_was_changed_is_not_taken_over(folder: Path) -> None:
    edit(folder, LIPPSTADT, '"wave":1', '"wave":2')

    assert refused(folder) == [
        f"{LIPPSTADT}: Die Datei ist nicht die, deren Prüfsumme in submissions.csv, Zeile 14 steht. "
        "Sie darf nicht von Hand geändert werden: Legen Sie die ursprüngliche Datei dorthin."
    ]
    assert not Process.objects.exists()


def test_a_questionnaire_that_was_changed_is_not_taken_over(folder: Path) -> None:
    edit(folder, "questionnaires/kreise-1.json", "Personal", "Leute")

    assert refused(folder)[0].startswith("questionnaires/kreise-1.json: Die Datei ist nicht die")


def test_a_submission_of_somebody_else_is_refused(folder: Path) -> None:
    rewrite(folder, organisation="ags-05774032")

    assert refused(folder) == [
        f"{LIPPSTADT}, organisation, „ags-05774032“: Die Abgabe gehört zu etwas anderem. "
        "Hier müsste stehen: ags-05974028."
    ]


def test_an_answer_to_no_question_is_refused(folder: Path) -> None:
    answer = {"path": "/staff/mood", "rows": [], "value": "good"}
    rewrite(folder, answers=[answer])

    assert refused(folder) == [
        f"{LIPPSTADT}, /staff/mood: Das ist keine Abgabe, wie Regiowerk sie schreibt, oder der "
        "Fragebogen kennt diese Antwort nicht. Legen Sie die ursprüngliche Datei dorthin."
    ]


@pytest.mark.parametrize(
    "answers", ["none", [{"path": "/staff/staff_fte"}], [{"path": 1, "rows": [], "value": 1}]]
)
def test_a_file_of_another_form_is_refused(folder: Path, answers: object) -> None:
    rewrite(folder, answers=answers)

    assert [told.partition(":")[0] for told in refused(folder)] == [LIPPSTADT]


def test_a_missing_file_is_told_with_its_row(folder: Path) -> None:
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    descriptor["resources"] = [r for r in descriptor["resources"] if r["path"] != LIPPSTADT]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")

    assert refused(folder) == [
        f"submissions.csv, Zeile 14: Zu dieser Zeile gehört die Datei {LIPPSTADT}, die im Paket "
        "fehlt. Ergänzen Sie sie und führen Sie sie in datapackage.json unter „resources“ auf, "
        "oder entfernen Sie die Zeile."
    ]


def test_a_version_nobody_wrote_is_told(folder: Path) -> None:
    edit(folder, "waves.csv", "Winter 2022,1,", "Winter 2022,7,")

    assert refused(folder) == [
        "waves.csv, Zeile 2, version, „kommunen, 7“: Diesen Schlüssel gibt es in "
        "questionnaire_versions.csv nicht. Ergänzen Sie dort eine Zeile oder berichtigen Sie den "
        "Schlüssel hier."
    ]


def test_who_has_handed_in_has_a_submission(folder: Path) -> None:
    edit(
        folder,
        "participations.csv",
        "kommunen,1,ags-05762016,1,planned",
        "kommunen,1,ags-05762016,1,accepted",
    )

    assert [told for told in refused(folder) if "accepted" in told] == [
        "participations.csv, Zeile 6, state, „accepted“: Der Stand passt nicht zu submissions.csv: "
        "Wer abgegeben hat, hat dort eine Abgabe, und nur wer abgegeben hat."
    ]


def test_a_person_does_not_publish_a_questionnaire(folder: Path) -> None:
    edit(
        folder,
        "questionnaire_versions.csv",
        "2022-01-07T10:00:00Z,Stadt Paderborn",
        "2022-01-07T10:00:00Z,Erika Muster",
    )

    assert [told.partition(":")[0] for told in refused(folder)] == [
        "questionnaire_versions.csv, Zeile 2, published_by, „Erika Muster“"
    ]


def test_a_checksum_has_64_characters(folder: Path) -> None:
    lines = (folder / "submissions.csv").read_text("utf-8").splitlines()
    edit(folder, "submissions.csv", lines[1].split(",")[5], "abc")

    assert refused(folder)[0] == (
        "submissions.csv, Zeile 2, content_hash, „abc“: Hier gehört eine Prüfsumme hin: 64 Zeichen "
        "aus 0 bis 9 und a bis f (SHA-256)."
    )


def test_a_wave_ends_after_it_began(folder: Path) -> None:
    edit(folder, "waves.csv", "2022-01-10,2022-02-11", "2022-02-11,2022-01-10")

    assert [told.partition(":")[0] for told in refused(folder)] == [
        "waves.csv, Zeile 2, closes_on, „2022-01-10“"
    ]
