from datetime import UTC, date, datetime

import pytest

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import an_actor
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all
from regiowerk.listen.findings import actions
from regiowerk.listen.findings.models import Citation, Finding
from regiowerk.listen.findings.tests.factories import a_finding, areas_of_a_programme

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/erkenntnisse/neu/"
DATA = {
    "kind": "obstacle",
    "statement": "Es gibt wenig Personal.",
    "explanation": "Stellen bleiben lange frei.",
    "source": "Zwischenbericht Januar 2022",
    "place": "Folie 14",
    "words": "wenig Personal",
    "source_on": "10.01.2022",
    "source_url": "www.example.org/bericht.pdf",
}
REQUIRED = ["Dieses Feld ist zwingend erforderlich."]


def test_the_office_alone_records_findings(crowd, process):
    assert (asked_by_all(crowd, PAGE), asked_by_all(crowd, PAGE, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_finding_is_recorded_with_the_source_it_rests_on(office, process):
    answer = office.post(PAGE, DATA)

    finding, citation = Finding.objects.get(), Citation.objects.get()
    assert (
        answer.headers["Location"],
        (finding.kind, finding.statement, finding.explanation, finding.area, finding.position),
        (finding.recorded_by, finding.recorded_at == Entry.objects.get().happened_at),
        (citation.finding, citation.position, citation.source, citation.place, citation.words),
        (citation.source_on, citation.source_url),
        deeds(),
    ) == (
        "/verfahren/muster/erkenntnisse/es-gibt-wenig-personal/",
        ("obstacle", "Es gibt wenig Personal.", "Stellen bleiben lange frei.", None, 1),
        ("Stadt Mitte", True),
        (finding, 1, "Zwischenbericht Januar 2022", "Folie 14", "wenig Personal"),
        (date(2022, 1, 10), "https://www.example.org/bericht.pdf"),
        [("finding.recorded", "Es gibt wenig Personal.")],
    )


def test_the_journal_leads_to_the_finding(office, process):
    office.post(PAGE, DATA)

    entry = Entry.objects.get()
    assert (entry.object_address, entry.region_key, entry.process_key) == (
        "/verfahren/muster/erkenntnisse/es-gibt-wenig-personal/",
        "musterland",
        "muster",
    )


def test_a_finding_comes_behind_those_of_its_kind(office, process):
    a_finding(process, position=4)
    a_finding(process, "bedarf", kind="need", position=9)

    office.post(PAGE, DATA)

    assert Finding.objects.get(key="es-gibt-wenig-personal").position == 5


@pytest.mark.parametrize(
    ("statement", "key"), [("Wenig Personal", "wenig-personal-2"), ("Neu", "neu-2")]
)
def test_every_finding_has_an_address_of_its_own(office, process, statement, key):
    a_finding(process)

    office.post(PAGE, DATA | {"statement": statement})

    assert office.get(f"/verfahren/muster/erkenntnisse/{key}/").status_code == 200


def test_the_area_of_the_process_is_chosen_already(office, process):
    digital, care = areas_of_a_programme(process)
    process.area = care
    process.save(update_fields=["area"])

    form = office.get(PAGE, {"kind": "need"}).context["form"]

    assert (
        (form["kind"].value(), form["area"].value()),
        list(form.fields["area"].queryset),
    ) == (("need", care.pk), [digital, care])


def test_a_finding_is_assigned_to_an_area(office, process):
    digital, _care = areas_of_a_programme(process)

    office.post(PAGE, DATA | {"area": digital.pk})

    assert Finding.objects.get().area == digital


def test_without_a_programme_there_is_no_area_to_choose(office, process):
    assert "area" not in office.get(PAGE).context["form"].fields


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"source": " "}, {"source": REQUIRED}),
        ({"statement": ""}, {"statement": REQUIRED}),
        ({"kind": ""}, {"kind": REQUIRED}),
        (
            {"kind": "weather"},
            {"kind": ["Bitte eine gültige Auswahl treffen. weather ist keine gültige Auswahl."]},
        ),
        (
            {"source_on": "31.02.2022"},
            {"source_on": ["Bitte geben Sie einen Tag ein, den es gibt, zum Beispiel 31.12.2022."]},
        ),
        (
            {"source_url": "javascript:alert(1)"},
            {"source_url": ["Bitte eine gültige Adresse eingeben."]},
        ),
        (
            {"statement": "x" * 301},
            {
                "statement": [
                    "Bitte sicherstellen, dass der Wert aus höchstens 300 Zeichen besteht. "
                    "(Er besteht aus 301 Zeichen.)"
                ]
            },
        ),
    ],
)
def test_a_wrong_finding_is_asked_again(office, process, wrong, faults):
    answer = office.post(PAGE, DATA | wrong)

    assert (answer.status_code, dict(answer.context["form"].errors), deeds()) == (422, faults, [])


def test_a_finding_that_names_no_source_is_refused(crowd, process):
    with pytest.raises(actions.NoEvidenceError) as refused:
        actions.record_finding(
            process=process,
            kind="need",
            statement="Mehr Schulungen",
            explanation="",
            area=None,
            evidence=actions.Evidence(source="  "),
            by=an_actor(crowd.office),
            at=AT,
        )

    assert (str(refused.value), Finding.objects.count()) == (
        "Bitte geben Sie an, wo das nachzulesen ist. "
        "Eine Erkenntnis beruht auf mindestens einer Quelle.",
        0,
    )


def test_a_finding_carries_the_moment_it_was_recorded(crowd, process):
    at = datetime(2022, 1, 24, 11, 30, tzinfo=UTC)

    finding = actions.record_finding(
        process=process,
        kind="need",
        statement="Mehr Schulungen",
        explanation="",
        area=None,
        evidence=actions.Evidence(source="Interview"),
        by=an_actor(crowd.office),
        at=at,
    )

    assert (finding.recorded_at, finding.recorded_by) == (at, "Stadt Mitte")
