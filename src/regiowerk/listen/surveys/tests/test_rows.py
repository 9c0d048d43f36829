import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Row, SectionTask, Wave
from regiowerk.listen.surveys.queries.answers import rows_of, sheet_of
from regiowerk.listen.surveys.tests.factories import a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import PROJECTS, present

pytestmark = pytest.mark.django_db
ONE, TWO = "1" * 32, "2" * 32


def add(participation, row_id=ONE, repeat=PROJECTS):
    return actions.add_row(
        participation=participation, repeat=repeat, row_id=row_id, writer=a_writer(), at=AT
    )


def remove(participation, row_id=ONE):
    return actions.remove_row(
        participation=participation, repeat=PROJECTS, row_id=row_id, writer=a_writer(), at=AT
    )


def restore(participation, row_id=ONE):
    return actions.restore_row(
        participation=participation, repeat=PROJECTS, row_id=row_id, writer=a_writer(), at=AT
    )


def counts():
    task = SectionTask.objects.get(section="plans")
    return task.asked, task.answered, task.missing


def title(row_id=ONE):
    return Field("/plans/projects/title", (row_id,))


def test_an_entry_brings_its_questions(participation):
    before = counts()
    saved = add(participation)

    assert (before, counts(), saved.row.position, rows_of(participation), deeds()) == (
        (2, 0, 0),
        (4, 0, 1),
        1,
        {PROJECTS: (ONE,)},
        [("row.added", "Stadt Nebel, Was geplant ist")],
    )


def test_the_same_entry_twice_is_one(participation):
    add(participation)
    add(participation)

    assert (Row.objects.count(), counts(), len(deeds())) == (1, (4, 0, 1), 1)


def test_entries_are_answered_each_for_itself(participation):
    add(participation, ONE)
    add(participation, TWO)
    answered(participation, title(ONE), "Portal")
    answered(participation, title(TWO), "Glasfaser")

    assert (present(participation), counts()) == (
        {
            f"/plans/projects/title~{ONE}": '"Portal"',
            f"/plans/projects/title~{TWO}": '"Glasfaser"',
        },
        (6, 2, 0),
    )


def test_a_removed_entry_keeps_its_answers_and_comes_back_at_its_place(participation):
    add(participation, ONE)
    add(participation, TWO)
    answered(participation, title(ONE), "Portal")
    remove(participation)
    without = (rows_of(participation), counts(), present(participation))
    restore(participation)

    assert (
        without,
        (rows_of(participation), counts()),
        sheet_of(participation, AT).state(title()).value,
        [deed for deed, _label in deeds()],
    ) == (
        ({PROJECTS: (TWO,)}, (4, 0, 1), {f"/plans/projects/title~{ONE}": '"Portal"'}),
        ({PROJECTS: (ONE, TWO)}, (6, 1, 1)),
        "Portal",
        ["row.added", "row.added", "row.removed", "row.restored"],
    )


def test_removing_and_restoring_twice_is_done_once(participation):
    add(participation)
    remove(participation)
    remove(participation)
    restore(participation)
    restore(participation)

    assert ([deed for deed, _label in deeds()], Row.objects.get().removed_by) == (
        ["row.added", "row.removed", "row.restored"],
        "",
    )


def test_a_removed_entry_takes_no_answer(participation):
    add(participation)
    remove(participation)

    with pytest.raises(actions.AnswerRefusedError) as refused:
        answered(participation, title(), "Portal")

    assert (refused.value.refusal, present(participation)) == ("row_removed", {})


@pytest.mark.parametrize(
    "repeat",
    [Field("/plans/goal"), Field("/nothing"), Field("/plans"), Field("/plans/projects", ("x",))],
)
def test_only_what_repeats_has_entries(participation, repeat):
    with pytest.raises(actions.AnswerRefusedError) as refused:
        add(participation, repeat=repeat)

    assert (refused.value.refusal, Row.objects.count()) == ("unknown_field", 0)


def test_an_entry_nobody_added_cannot_be_removed(participation):
    with pytest.raises(actions.AnswerRefusedError) as refused:
        remove(participation)

    assert refused.value.refusal == "unknown_field"


def test_there_is_an_end_to_entries(participation):
    Row.objects.bulk_create(
        Row(participation=participation, path="/plans/projects", row_id=f"{n:032x}", position=n)
        for n in range(200)
    )

    with pytest.raises(actions.TooManyRowsError) as refused:
        add(participation, "f" * 32)

    assert ("200" in str(refused.value), Row.objects.count()) == (True, 200)


def test_in_a_closed_wave_no_entry_is_added(participation):
    Wave.objects.update(state=Wave.State.CLOSED)

    with pytest.raises(actions.AnswerRefusedError) as refused:
        add(participation)

    assert (refused.value.refusal, Row.objects.count()) == ("wave_closed", 0)
