from datetime import date

import pytest
from django.core.management import CommandError, call_command

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process import actions, queries
from regiowerk.ground.process.models import InfrastructureArea, Process, Programme, Stage
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.models import Region
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/weiteres-verfahren/"
DATA = {"name": "Gesundheit im ländlichen Raum", "starts_on": "01.01.2023", "template": "regiopole"}
COMMAND = ("start_process", "musterland", "gesundheit", "Gesundheit", "--starts-on", "2023-01-01")


@pytest.fixture
def programme(process):
    programme = Programme.objects.create(key="modell", name="Modellprojekt", short_name="Modell")
    InfrastructureArea.objects.create(programme=programme, number=2, key="pflege", name="Pflege")
    InfrastructureArea.objects.create(programme=programme, number=1, key="arzt", name="Ärzte")
    Process.objects.update(programme=programme)
    return programme


def begun(key):
    return Process.objects.get(key=key)


def plan_of(process):
    return list(process.stages.order_by("number").values_list("key", "starts_on", "ends_on"))


def test_the_office_alone_begins_processes(crowd, process):
    assert (asked_by_all(crowd, PAGE), asked_by_all(crowd, PAGE, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_further_process_begins_as_its_template_says(office, crowd, process):
    answer = office.post(PAGE, DATA)

    started = begun("gesundheit-im-laendlichen-raum")
    assert (
        answer.headers["Location"],
        (started.region, started.name, started.is_public, started.created_by),
        (started.starts_on, started.ends_on, started.template_key),
        plan_of(started),
        [started.milestones.count(), started.bodies.count()],
        Stage.objects.exclude(is_approximate=True).count(),
        deeds(),
    ) == (
        "/verfahren/gesundheit-im-laendlichen-raum/ablauf/",
        (crowd.region, "Gesundheit im ländlichen Raum", False, "Stadt Mitte"),
        (date(2023, 1, 1), date(2024, 12, 31), "regiopole"),
        [
            ("modul-1", date(2023, 1, 1), date(2023, 6, 30)),
            ("modul-2", date(2023, 7, 1), date(2023, 12, 31)),
            ("modul-3", date(2024, 1, 1), date(2024, 6, 30)),
            ("modul-4", date(2024, 7, 1), date(2024, 12, 31)),
        ],
        [3, 5],
        0,
        [("process.started", "Gesundheit im ländlichen Raum")],
    )


def test_bodies_of_a_template_stand_where_it_puts_them(process):
    started = actions.start_process(
        region=process.region,
        template=queries.template("regiopole"),
        name="Pflege",
        starts_on=date(2023, 1, 1),
        by=SYSTEM,
        at=AT,
    )

    assert [(row.body.key, row.depth) for row in queries.bodies_of(started)] == [
        ("foerderung", 0),
        ("projektleitung", 1),
        ("jour-fixe", 2),
        ("kommunen", 2),
        ("fachleute", 2),
    ]


def test_a_further_process_belongs_to_the_same_programme(office, programme):
    area = programme.areas.get(key="pflege")

    office.post(PAGE, DATA | {"area": area.pk})

    started = begun("gesundheit-im-laendlichen-raum")
    assert (started.programme, started.area) == (programme, area)


def test_the_areas_to_choose_are_those_of_the_programme_in_order(office, programme):
    form = office.get(PAGE).context["form"]

    assert [str(area) for area in form.fields["area"].queryset] == ["Ärzte", "Pflege"]


def test_without_a_programme_there_is_no_area_to_choose(office, process):
    assert list(office.get(PAGE).context["form"].fields) == ["name", "starts_on", "template"]


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"name": ""}, {"name": ["Dieses Feld ist zwingend erforderlich."]}),
        (
            {"name": "verfahren MUSTER"},
            {
                "name": [
                    "Musterland hat schon ein Verfahren mit dem Namen „verfahren MUSTER“. "
                    "Wählen Sie einen anderen Namen."
                ]
            },
        ),
        (
            {"starts_on": "9999-01-01"},
            {"starts_on": ["Bitte prüfen Sie das Jahr: Es muss von 1900 bis 2199 liegen."]},
        ),
        (
            {"template": "sonstwas"},
            {
                "template": [
                    "Bitte eine gültige Auswahl treffen. sonstwas ist keine gültige Auswahl."
                ]
            },
        ),
    ],
)
def test_a_wrong_beginning_is_asked_again(office, process, wrong, faults):
    answer = office.post(PAGE, DATA | wrong)

    assert (
        answer.status_code,
        dict(answer.context["form"].errors),
        Process.objects.count(),
    ) == (422, faults, 1)


def test_the_first_process_of_a_region_begins_by_command(capsys, crowd):
    call_command(*COMMAND)

    started = begun("gesundheit")
    assert (
        (started.region, started.name, started.programme, started.created_by),
        plan_of(started)[0],
        capsys.readouterr().out,
    ) == (
        (crowd.region, "Gesundheit", None, "Regiowerk"),
        ("modul-1", date(2023, 1, 1), date(2023, 6, 30)),
        "Das Verfahren „Gesundheit“ hat begonnen: /verfahren/gesundheit/ablauf/\n",
    )


def test_the_command_speaks_the_language_asked_for(capsys, crowd):
    call_command(*COMMAND, "--language", "en")

    stage = begun("gesundheit").stages.get(number=1)
    assert (stage.short_name, capsys.readouterr().out) == (
        "Module 1",
        "The process “Gesundheit” has begun: /verfahren/gesundheit/ablauf/\n",
    )


def test_the_command_names_programme_and_area(programme):
    call_command(*COMMAND, "--programme", "modell", "--area", "pflege")

    started = begun("gesundheit")
    assert (started.programme, started.area.key) == (programme, "pflege")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({1: "nirgends"}, "„nirgends“ ist hier nicht bekannt. Bekannt: anderswo, musterland."),
        (
            {2: "muster"},
            "Es gibt schon ein Verfahren mit dem Schlüssel muster. "
            "Wählen Sie einen anderen Schlüssel.",
        ),
        (
            {2: "Ärzte & mehr"},
            "„Ärzte & mehr“ kann nicht in einer Adresse stehen. Schreiben Sie es so: aerzte-mehr.",
        ),
        (
            {3: "Verfahren muster"},
            "Musterland hat schon ein Verfahren mit dem Namen „Verfahren muster“. "
            "Wählen Sie einen anderen Namen.",
        ),
        ({6: "--template=x"}, "„x“ ist hier nicht bekannt. Bekannt: regiopole."),
        ({6: "--programme=x"}, "„x“ ist hier nicht bekannt. Bekannt: –."),
        (
            {6: "--area=pflege"},
            "Ein Bereich gehört zu einem Programm. Nennen Sie es auch, mit --programme.",
        ),
    ],
)
def test_the_command_refuses_in_one_sentence(process, changed, refusal):
    words = dict(enumerate(COMMAND)) | changed

    with pytest.raises(CommandError) as refused:
        call_command(*words.values())

    assert (str(refused.value), refused.value.returncode, Process.objects.count()) == (
        refusal,
        2,
        1,
    )


def test_the_command_asks_for_a_day_that_exists(process):
    with pytest.raises(CommandError, match="2027-01-01"):
        call_command(*COMMAND[:-1], "bald")


def test_two_regions_may_call_their_processes_alike(process):
    call_command(*COMMAND)
    a_region("drueben")

    actions.start_process(
        region=Region.objects.get(key="drueben"),
        template=queries.template("regiopole"),
        name="Gesundheit",
        starts_on=date(2023, 1, 1),
        by=SYSTEM,
        at=AT,
    )

    assert set(Process.objects.values_list("key", flat=True)) == {
        "muster",
        "gesundheit",
        "gesundheit-2",
    }
