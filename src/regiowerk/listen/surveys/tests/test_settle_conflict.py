from uuid import UUID

import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Conflict, Head, Revision
from regiowerk.listen.surveys.tests.factories import TOKEN, a_link, a_revision, a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import GOAL, present

pytestmark = pytest.mark.django_db


@pytest.fixture
def conflict(participation):
    answered(participation, GOAL, "Eins", by=a_writer("Maria Muster"))
    return answered(participation, GOAL, "Zwei", by=a_writer("Jan Beispiel")).conflict


def settle(conflict, value, base=None, operation=99):
    return actions.settle_conflict(
        conflict=conflict,
        value=value,
        base=conflict.standing_id if base is None else base,
        operation=UUID(int=operation),
        writer=a_writer("Eva Leitung"),
        at=AT,
    )


@pytest.mark.parametrize(
    ("value", "state", "revisions"),
    [("Eins", "same", 2), ("Zwei", "saved", 3), ("Eins\nZwei", "saved", 3)],
)
def test_what_is_chosen_stands_and_the_other_stays_in_the_history(
    participation, conflict, value, state, revisions
):
    saved = settle(conflict, value)

    conflict.refresh_from_db()
    assert (
        (saved.state, Revision.objects.get(pk=saved.base).value.replace("\\n", "\n")),
        (conflict.state, conflict.settled_by, conflict.settled_at),
        Revision.objects.count(),
        deeds(),
    ) == (
        (state, f'"{value}"'),
        ("settled", "Eva Leitung", AT),
        revisions,
        [("conflict.settled", "Stadt Nebel, Was geplant ist")],
    )


def test_who_chooses_from_a_stale_page_chooses_again(participation, conflict):
    answered(participation, GOAL, "Drei", base=conflict.standing_id)

    with pytest.raises(actions.SettledMeanwhileError) as refused:
        settle(conflict, "Zwei")

    conflict.refresh_from_db()
    assert (
        len(str(refused.value)) > 20,
        conflict.state,
        present(participation),
        Conflict.objects.count(),
        Revision.objects.count(),
    ) == (True, "open", {"/plans/goal": '"Drei"'}, 1, 3)


def test_a_conflict_is_settled_once(participation, conflict):
    settle(conflict, "Zwei")

    with pytest.raises(actions.SettledMeanwhileError):
        settle(conflict, "Eins", operation=100)

    assert present(participation) == {"/plans/goal": '"Zwei"'}


def test_both_are_kept_as_not_agreed_and_can_be_settled_later(participation, conflict):
    actions.keep_both(conflict=conflict, writer=a_writer("Eva Leitung"), at=AT)
    kept = (Conflict.objects.get().state, present(participation))
    settle(conflict, "Zwei")

    assert (kept, Conflict.objects.get().state, [deed for deed, _label in deeds()]) == (
        ("not_agreed", {"/plans/goal": '"Eins"'}),
        "settled",
        ["conflict.kept", "conflict.settled"],
    )


def test_the_page_names_long_numbers_without_separators(participation):
    """Revisions soon have numbers above 999; a German page would write 1.163 for people."""
    one = a_revision(participation)
    one.pk, one.operation = 1163, UUID(int=7)
    one.save(force_insert=True)
    Head.objects.create(participation=participation, path=GOAL.path, revision=one)
    answered(participation, GOAL, "Zwei", by=a_writer("Jan Beispiel"))
    a_link(participation)
    page = f"/antwort/{TOKEN}/zwei-antworten/"

    assert 'name="base" value="1163"' in Client().get(page).content.decode()
