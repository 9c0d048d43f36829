from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import (
    Activity,
    Body,
    InfrastructureArea,
    Process,
    Programme,
    Stage,
)
from regiowerk.ground.process.tests.factories import a_process, a_stage
from regiowerk.ground.regions.models import Figure, Membership, Organisation, Region
from regiowerk.ground.regions.tests.factories import a_municipality, a_region
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.tell.exchange.actions import import_package
from regiowerk.tell.exchange.domain.outcome import Outcome
from regiowerk.tell.exchange.models import Package
from regiowerk.tell.exchange.tests.factories import (
    SMALL,
    a_package_folder,
    describe,
    do_import,
    edit,
    refused,
    zipped,
)

pytestmark = pytest.mark.django_db


EVERYTHING = (
    Organisation,
    Region,
    Membership,
    Figure,
    Programme,
    InfrastructureArea,
    Process,
    Stage,
    Activity,
    Body,
    Finding,
    Citation,
    Package,
    Entry,
)


def count() -> list[int]:
    return [model._default_manager.count() for model in EVERYTHING]


def test_a_package_brings_its_process_and_what_it_shares(tmp_path: Path) -> None:
    done = do_import(a_package_folder(tmp_path))

    assert (done.key, done.name, done.outcome) == ("muster", "Musterverfahren", Outcome.CREATED)
    assert dict(done.written) == {
        "organisations": 4,
        "region": 1,
        "memberships": 2,
        "figures": 3,
        "programme": 1,
        "infrastructure_areas": 1,
        "process": 1,
        "stages": 2,
        "activities": 1,
        "milestones": 1,
        "bodies": 2,
        "passages": 1,
        "findings": 1,
        "citations": 1,
    }
    assert (done.updated, done.kept, done.notes) == (0, (), ())


def test_rows_refer_to_each_other_as_in_the_package(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    process = Process.objects.get(key="muster")
    assert process.region.regiopole == Organisation.objects.get(ags="05999004")
    assert process.area == InfrastructureArea.objects.get(key="digitales")
    assert Organisation.objects.get(ags="05999008").district == Organisation.objects.get(
        key="kreis-05999"
    )
    assert Body.objects.get(key="runde").parent == Body.objects.get(key="leitung")
    assert Activity.objects.get().stage == Stage.objects.get(key="modul-1")
    assert Citation.objects.get().finding == Finding.objects.get(key="personal")


def test_who_came_along_and_what_the_package_says_of_itself_is_kept(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    package = Package.objects.get()
    assert (package.readme, package.licences) == ("# Ein kleines Paket", "CC0-1.0")
    assert [organisation.key for organisation in package.companions.all()] == ["bbsr"]


def test_an_import_is_told_in_the_journal(tmp_path: Path) -> None:
    do_import(a_package_folder(tmp_path))

    entry = Entry.objects.get()
    assert (entry.deed, entry.object_label) == ("process.imported", "Musterverfahren")
    assert (entry.region_key, entry.process_key) == ("musterland", "muster")
    assert (entry.user_label, entry.happened_at) == ("Regiowerk", AT)


def test_the_same_package_again_changes_nothing(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    do_import(folder)
    before = count()

    done = do_import(folder)

    assert (done.outcome, done.written, done.kept) == (Outcome.UP_TO_DATE, (), ())
    assert count() == before


def test_rows_in_another_order_are_the_same_package(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    do_import(folder)
    heading, first, second = SMALL["bodies.csv"].splitlines()
    (folder / "bodies.csv").write_text("\n".join([heading, second, first]), encoding="utf-8")

    assert do_import(folder).outcome == Outcome.UP_TO_DATE


def test_a_process_that_says_something_else_is_not_overwritten(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    do_import(folder)
    Finding.objects.update(statement="Hier geändert")
    edit(folder, "stages.csv", "Trends", "Entwicklungstrends")
    before = count()

    assert refused(folder) == [
        "process.csv, key, „muster“: Das Verfahren „muster“ gibt es hier schon, und es weicht vom "
        "Paket ab in: stages.csv (1), findings.csv (1). Mit --replace wird sein Inhalt durch den "
        "des Pakets ersetzt; was hier seither festgehalten wurde, geht dann verloren."
    ]
    assert count() == before
    assert Finding.objects.get().statement == "Hier geändert"


def test_replacing_keeps_the_process_and_takes_over_its_content(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    do_import(folder)
    process = Process.objects.get()
    a_stage(process, number=9)
    edit(folder, "stages.csv", "Trends", "Entwicklungstrends")
    edit(folder, "README.md", "Ein kleines", "Das kleine")

    done = do_import(folder, replace=True)

    assert done.outcome == Outcome.REPLACED
    assert Process.objects.get() == process
    assert list(Stage.objects.order_by("number").values_list("name", flat=True)) == [
        "Analyse",
        "Entwicklungstrends",
    ]
    assert Package.objects.get().readme == "# Das kleine Paket"
    assert list(Entry.objects.order_by("pk").values_list("deed", flat=True)) == [
        "process.imported",
        "process.replaced",
    ]


def test_another_process_is_untouched(tmp_path: Path) -> None:
    other = a_process(a_region("nachbarland"), "anderes")
    stage = a_stage(other)
    before = [model_to_dict(other), model_to_dict(stage), model_to_dict(other.region)]
    folder = a_package_folder(tmp_path)

    do_import(folder)
    edit(folder, "stages.csv", "Trends", "Entwicklungstrends")
    do_import(folder, replace=True, update_region=True)

    other, stage = Process.objects.get(key="anderes"), Stage.objects.get(pk=stage.pk)
    assert [model_to_dict(other), model_to_dict(stage), model_to_dict(other.region)] == before


def test_a_process_of_another_region_is_not_taken_over(tmp_path: Path) -> None:
    a_process(a_region("nachbarland"), "muster")

    said = refused(a_package_folder(tmp_path), replace=True)

    assert said == [
        "process.csv, Zeile 2, region, „musterland“: Das Verfahren „muster“ gibt es hier schon; es "
        "gehört zur Region „nachbarland“. Wählen Sie einen anderen Schlüssel für das Verfahren oder "
        "berichtigen Sie die Region."
    ]
    assert not Region.objects.filter(key="musterland").exists()


def test_a_municipality_with_another_key_here_is_told(tmp_path: Path) -> None:
    organisation = a_municipality("05999008")
    organisation.key = "hoexter"
    organisation.save()

    assert refused(a_package_folder(tmp_path)) == [
        "organisations.csv, Zeile 4, ags, „05999008“: Diese Kommune gibt es hier schon mit dem "
        "Schlüssel „hoexter“. Verwenden Sie im Paket denselben Schlüssel."
    ]


def test_a_fault_anywhere_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "citations.csv", "2021-05-01", "31.02.2021")
    before = count()

    refused(folder)

    assert count() == before


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    edit(folder, "organisations.csv", ",05999008,", ",5999008,")
    edit(folder, "figures.csv", "173.92", '"173,92"')
    edit(folder, "stages.csv", "2021-12-31", "2021-02-31")
    edit(folder, "citations.csv", "personal,", "personel,")

    assert refused(folder) == [
        "organisations.csv, Zeile 4, ags, „5999008“: Dieser Schlüssel hat 8 Ziffern; die führende "
        "Null fehlt. Gemeint ist vermutlich: 05999008. Tabellenprogramme entfernen sie: "
        "Formatieren Sie die Spalte als Text.",
        "figures.csv, Zeile 3, value, „173,92“: Zahlen werden mit Punkt geschrieben, nicht mit "
        "Komma: 173.92.",
        "stages.csv, Zeile 3, ends_on, „2021-02-31“: Diesen Tag gibt es nicht. Bitte berichtigen "
        "Sie Tag oder Monat.",
        "citations.csv, Zeile 2, finding, „personel“: Diesen Schlüssel gibt es in findings.csv "
        "nicht. Ergänzen Sie dort eine Zeile oder berichtigen Sie den Schlüssel hier. Gemeint ist "
        "vermutlich: personal.",
    ]


def test_only_so_many_faults_are_kept_and_all_are_counted(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    rows = "".join(f"aims,{number},,,\n" for number in range(2, 302))
    (folder / "passages.csv").write_text(SMALL["passages.csv"] + rows, encoding="utf-8")

    assert len(refused(folder)) == 200


def test_an_archive_is_as_good_as_a_folder(tmp_path: Path) -> None:
    archive = zipped(a_package_folder(tmp_path / "muster"), tmp_path / "muster.zip")

    assert do_import(archive).outcome == Outcome.CREATED


def test_an_archive_may_hold_the_folder(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path / "muster")
    archive = zipped(folder, tmp_path / "muster.zip", below="muster/")

    assert do_import(archive).outcome == Outcome.CREATED


def test_a_table_that_is_left_out_is_empty(tmp_path: Path) -> None:
    folder = a_package_folder(tmp_path)
    listed = ("organisations", "region", "process")
    describe(folder, resources=[{"name": name, "path": f"{name}.csv"} for name in listed])
    edit(folder, "process.csv", "modellprojekt,digitales", ",")

    done = do_import(folder)

    assert dict(done.written) == {"organisations": 4, "region": 1, "process": 1}


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    small = a_package_folder(tmp_path / "small")
    large = a_package_folder(tmp_path / "large")
    for file in ("region", "process", "memberships", "figures"):
        edit(large, f"{file}.csv", "muster", "anderes")
    edit(large, "programme.csv", "modellprojekt", "zweites")
    edit(large, "infrastructure_areas.csv", "modellprojekt", "zweites")
    edit(large, "process.csv", "modellprojekt", "zweites")
    rows = "".join(f"aims,{number},Satz,,\n" for number in range(2, 202))
    (large / "passages.csv").write_text(SMALL["passages.csv"] + rows, encoding="utf-8")

    with CaptureQueriesContext(
        connection,
    ) as few:
        do_import(small)
    with CaptureQueriesContext(connection) as many:
        do_import(large)

    # The municipalities are here already the second time, so it may only be fewer.
    assert len(many) <= len(few)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    said: list[str] = []
    with override("de"):
        import_package(a_package_folder(tmp_path), by=SYSTEM, at=AT, say=said.append)

    assert said[0] == "organisations.csv: 4 Zeilen"
    assert said[-1] == "Wird mit dem Vorhandenen verglichen …"
