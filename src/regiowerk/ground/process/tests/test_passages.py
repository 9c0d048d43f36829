import pytest
from django.urls import reverse

from regiowerk.ground.process.models import Passage
from regiowerk.ground.process.tests.factories import a_passage, a_process, deeds
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, OFFICE_LOOKS, asked_by_all

pytestmark = pytest.mark.django_db

DATA = {
    "topic": "outlook",
    "statement": "Als Nächstes werden Ziele vereinbart.",
    "source": "Zwischenbericht, Folie 20",
    "source_url": "www.example.org/bericht",
}
PAGE, ADD = "/verfahren/muster/texte/", "/verfahren/muster/texte/neu/"


def address_of(verb, passage):
    return reverse(f"process:{verb}_passage", args=["muster", passage.pk])


def told():
    rows = Passage.objects.order_by("topic", "position")
    return list(rows.values_list("topic", "position", "statement"))


def test_the_office_alone_writes_texts(crowd, process):
    passage = a_passage(process)
    edit, move, remove = (address_of(verb, passage) for verb in ("edit", "move", "remove"))

    assert (
        [asked_by_all(crowd, page) for page in (PAGE, ADD, edit, remove)],
        [
            asked_by_all(crowd, ADD, DATA),
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, move, {"direction": "down"}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == ([OFFICE_LOOKS] * 4, [OFFICE_ACTS] * 4)


def test_a_text_comes_behind_those_on_the_same_matter(office, process):
    a_passage(process)
    a_passage(process, topic=Passage.Topic.OUTLOOK)

    office.post(ADD, DATA)

    added = Passage.objects.values("topic", "position", "statement", "source", "source_url").last()
    assert (added, deeds()) == (
        DATA | {"position": 2, "source_url": "https://www.example.org/bericht"},
        [("passage.added", DATA["statement"])],
    )


def test_the_matter_one_came_from_is_chosen_already(office, process):
    form = office.get(ADD, {"topic": "outlook"}).context["form"]

    assert form["topic"].value() == "outlook"


@pytest.mark.parametrize(
    "wrong",
    [{"topic": "weather"}, {"statement": ""}, {"statement": "x" * 301}, {"source_url": "ftp:/x"}],
)
def test_a_wrong_text_is_asked_again(office, process, wrong):
    answer = office.post(ADD, DATA | wrong)

    assert (answer.status_code, list(answer.context["form"].errors), told()) == (
        422,
        list(wrong),
        [],
    )


def test_a_text_on_another_matter_comes_last_there(office, process):
    passage = a_passage(process)
    a_passage(process, topic=Passage.Topic.OUTLOOK)

    office.post(address_of("edit", passage), DATA)

    assert (told(), deeds()) == (
        [("outlook", 1, "Aussage outlook 1"), ("outlook", 2, DATA["statement"])],
        [("passage.edited", DATA["statement"])],
    )


def test_a_text_on_the_same_matter_keeps_its_place(office, process):
    passage = a_passage(process)
    a_passage(process, 2)

    office.post(address_of("edit", passage), DATA | {"topic": "aims"})

    assert told() == [("aims", 1, DATA["statement"]), ("aims", 2, "Aussage aims 2")]


def test_a_text_moves_among_those_on_its_matter(office, process):
    first = a_passage(process)
    a_passage(process, 2)
    a_passage(process, topic=Passage.Topic.OUTLOOK)

    office.post(address_of("move", first), {"direction": "down"})

    assert told() == [
        ("aims", 1, "Aussage aims 2"),
        ("aims", 2, "Aussage aims 1"),
        ("outlook", 1, "Aussage outlook 1"),
    ]


def test_sideways_is_no_direction(office, process):
    assert office.post(address_of("move", a_passage(process)), {}).status_code == 400


def test_the_page_that_removes_says_what_is_lost(office, process):
    passage = a_passage(process)

    looked = office.get(address_of("remove", passage)).context["question"].points
    office.post(address_of("remove", passage))

    assert (looked, told(), deeds()) == (
        ("Aussage aims 1",),
        [],
        [("passage.removed", "Aussage aims 1")],
    )


def test_a_text_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = a_passage(a_process(crowd.region, "anderes"))

    assert office.get(address_of("edit", elsewhere)).status_code == 404


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_takes_few_queries(office, process, count, django_assert_max_num_queries):
    for position in range(1, count + 1):
        a_passage(process, position)

    with django_assert_max_num_queries(12):
        office.get(PAGE)
