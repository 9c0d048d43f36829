import pytest
from django.urls import reverse

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process import actions
from regiowerk.ground.process.models import Body, Process
from regiowerk.ground.process.tests.factories import a_body, a_process, deeds
from regiowerk.ground.regions.tests.factories import an_actor
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
)

pytestmark = pytest.mark.django_db

DATA = {
    "name": "Lenkungskreis",
    "parent": "",
    "task": "Steuert",
    "rhythm": "alle zwei Wochen",
    "members": "Stadt Mitte",
    "source": "Zwischenbericht",
}
PAGE, ADD = "/verfahren/muster/gremien/", "/verfahren/muster/gremien/neu/"


def address_of(verb, body):
    return reverse(f"process:{verb}_body", args=["muster", body.key])


def order():
    return list(Body.objects.order_by("position").values_list("key", flat=True))


def test_the_office_alone_arranges_bodies(crowd, process):
    body = a_body(process)
    edit, move, remove = (address_of(verb, body) for verb in ("edit", "move", "remove"))

    assert (
        asked_by_all(crowd, PAGE),
        [asked_by_all(crowd, page) for page in (f"{PAGE}bearbeiten/", ADD, edit, remove)],
        [
            asked_by_all(crowd, ADD, DATA),
            asked_by_all(crowd, edit, DATA),
            asked_by_all(crowd, move, {"direction": "down"}),
            asked_by_all(crowd, remove, {}),
        ],
    ) == (INSIDERS_LOOK, [OFFICE_LOOKS] * 4, [OFFICE_ACTS] * 4)


def test_everybody_reads_the_bodies_of_a_public_process(crowd, process):
    Process.objects.update(is_public=True)
    a_body(process)

    assert [as_user(user).get(PAGE).status_code for user in (None, crowd.outsider)] == [200, 200]


def test_a_body_is_added_under_another(office, process):
    above = a_body(process)

    office.post(ADD, DATA | {"parent": above.pk})

    added = Body.objects.values(
        "key", "parent", "name", "task", "rhythm", "members", "source", "position"
    ).last()
    assert (added, deeds()) == (
        {
            "key": "lenkungskreis",
            "parent": above.pk,
            "name": "Lenkungskreis",
            "task": "Steuert",
            "rhythm": "alle zwei Wochen",
            "members": "Stadt Mitte",
            "source": "Zwischenbericht",
            "position": 2,
        },
        [("body.added", "Lenkungskreis")],
    )


def test_a_body_called_like_a_page_gets_another_key(office, process):
    office.post(ADD, DATA | {"name": "Neu"})

    assert (order(), office.get("/verfahren/muster/gremien/neu-2/").status_code) == (
        ["neu-2"],
        200,
    )


@pytest.mark.parametrize("wrong", [{"name": ""}, {"parent": "99999"}, {"task": "x" * 301}])
def test_a_wrong_body_is_asked_again(office, process, wrong):
    answer = office.post(ADD, DATA | wrong)

    assert (answer.status_code, list(answer.context["form"].errors), order()) == (
        422,
        list(wrong),
        [],
    )


def test_a_body_does_not_stand_under_one_of_another_process(office, crowd, process):
    elsewhere = a_body(a_process(crowd.region, "anderes"))

    assert office.post(ADD, DATA | {"parent": elsewhere.pk}).status_code == 422


def test_a_changed_body_keeps_its_address(office, process):
    body = a_body(process)

    office.post(address_of("edit", body), DATA)

    body.refresh_from_db()
    assert (body.key, body.name, deeds()) == (
        "runde-1",
        "Lenkungskreis",
        [("body.edited", "Lenkungskreis")],
    )


def test_a_body_does_not_stand_under_what_stands_under_it(office, process):
    top = a_body(process)
    below = a_body(process, 2, parent=a_body(process, 3, parent=top))

    answer = office.post(address_of("edit", top), DATA | {"parent": below.pk})

    top.refresh_from_db()
    assert (answer.status_code, dict(answer.context["form"].errors), top.parent) == (
        422,
        {
            "parent": [
                "„Runde 1“ kann nicht unter sich selbst stehen und nicht unter einem Gremium, "
                "das darunter steht."
            ]
        },
        None,
    )


def test_a_body_does_not_stand_under_itself(crowd, process):
    body = a_body(process)
    words = {name: DATA[name] for name in ("name", "task", "rhythm", "members", "source")}

    with pytest.raises(actions.BodyRefusedError):
        actions.edit_body(body=body, parent=body, by=an_actor(crowd.office), at=AT, **words)


def test_a_body_moves_among_those_under_the_same_body(office, process):
    top = a_body(process)
    a_body(process, 2, parent=top)
    a_body(process, 3)
    last = a_body(process, 4, parent=top)

    office.post(address_of("move", last), {"direction": "up"})

    assert (order(), deeds()) == (
        ["runde-1", "runde-4", "runde-3", "runde-2"],
        [("body.moved", "Runde 4")],
    )


def test_sideways_is_no_direction(office, process):
    assert office.post(address_of("move", a_body(process)), {}).status_code == 400


def test_a_body_that_others_stand_under_stays(office, process):
    top = a_body(process)
    a_body(process, 2, parent=top)

    answer = office.post(address_of("remove", top))

    assert (answer.status_code, answer.context["form"].non_field_errors(), order()) == (
        422,
        ["Unter „Runde 1“ steht noch 1 Gremium. Ordnen Sie es zuerst anderswo ein."],
        ["runde-1", "runde-2"],
    )


def test_a_removed_body_is_gone(office, process):
    office.post(address_of("remove", a_body(process)))

    assert (order(), deeds()) == ([], [("body.removed", "Runde 1")])


def test_a_body_of_another_process_is_not_found_here(office, crowd, process):
    elsewhere = a_body(a_process(crowd.region, "anderes"))

    assert office.get(address_of("edit", elsewhere)).status_code == 404


def test_the_page_counts_the_bodies_and_tells_them_from_the_top_down(office, process):
    top = a_body(process, 2)
    a_body(process, 1, parent=top)

    context = office.get(PAGE).context

    assert (context["heading"], [(row.body.name, row.depth) for row in context["bodies"]]) == (
        "2 Gremien steuern, entscheiden und arbeiten",
        [("Runde 2", 0), ("Runde 1", 1)],
    )


def test_without_bodies_the_office_is_offered_to_add_one(crowd, process, office):
    assert (
        office.get(PAGE).content.decode().count(ADD),
        as_user(crowd.member).get(PAGE).content.decode().count(ADD),
    ) == (1, 0)


@pytest.mark.parametrize("count", [1, 5])
@pytest.mark.parametrize("page", [PAGE, f"{PAGE}bearbeiten/"])
def test_both_pages_take_few_queries(office, process, page, count, django_assert_max_num_queries):
    top = a_body(process, 99)
    for position in range(1, count + 1):
        a_body(process, position, parent=top)

    with django_assert_max_num_queries(12):
        office.get(page)
