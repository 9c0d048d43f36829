from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.actions import AnswerRefusedError
from regiowerk.listen.surveys.models import (
    Conflict,
    Head,
    Participation,
    Revision,
    SectionTask,
)
from regiowerk.listen.surveys.tests.factories import a_writer, answered
from regiowerk.listen.surveys.tests.town_hall import (
    ADDRESS,
    CONCEPT,
    COUNTRY,
    GOAL,
    STAFF,
    TOPICS,
    WEBSITE,
    present,
)

pytestmark = pytest.mark.django_db


LATER = AT + timedelta(minutes=2)


def counts(participation, section="today"):
    task = SectionTask.objects.get(participation=participation, section=section)
    return task.asked, task.answered, task.missing, task.invalid


def test_the_first_answer_is_stored_with_its_author(participation):
    saved = answered(participation, STAFF, 12, operation=UUID(int=1))

    revision = Revision.objects.get()
    assert (
        (saved.state, saved.revision, saved.base),
        (revision.path, revision.rows, revision.value, revision.base),
        (revision.author, revision.unit, revision.answered_at, revision.origin),
        present(participation),
    ) == (
        ("saved", revision, revision.pk),
        ("/today/staff", "", "12", None),
        ("Maria Muster", "Hauptamt", AT, "human"),
        {"/today/staff": "12"},
    )


def test_an_answer_based_on_the_present_one_replaces_it_and_the_old_one_stays(participation):
    first = answered(participation, STAFF, 12)
    second = answered(participation, STAFF, 13, base=first.base)

    revisions = Revision.objects.order_by("pk").values_list("value", "base")
    assert (second.state, list(revisions), present(participation)) == (
        "saved",
        [("12", None), ("13", first.base)],
        {"/today/staff": "13"},
    )


def test_an_answer_can_be_taken_back(participation):
    first = answered(participation, STAFF, 12)
    answered(participation, STAFF, None, base=first.base)

    assert (present(participation), counts(participation)) == ({"/today/staff": ""}, (4, 0, 1, 0))


def test_the_same_operation_twice_is_one_answer_and_the_same_reply(participation):
    first = answered(participation, WEBSITE, "yes", operation=UUID(int=1))
    again = answered(participation, WEBSITE, "yes", operation=UUID(int=1))

    assert (again.state, again.base, again.changes, Revision.objects.count()) == (
        "saved",
        first.base,
        first.changes,
        1,
    )


def test_an_operation_repeated_late_moves_nothing_back(participation):
    first = answered(participation, STAFF, 12, operation=UUID(int=1))
    answered(participation, STAFF, 13, base=first.base)
    again = answered(participation, STAFF, 12, operation=UUID(int=1))

    assert (again.state, again.base, present(participation), Conflict.objects.count()) == (
        "saved",
        first.base,
        {"/today/staff": "13"},
        0,
    )


def test_a_conflict_repeated_is_the_same_conflict(participation):
    answered(participation, STAFF, 12)
    late = answered(participation, STAFF, 20, operation=UUID(int=2))
    again = answered(participation, STAFF, 20, operation=UUID(int=2))

    assert (again.state, again.conflict, again.base, Conflict.objects.count()) == (
        "conflict",
        late.conflict,
        late.base,
        1,
    )


def test_an_operation_of_another_answer_is_refused(participation):
    answered(participation, STAFF, 12, operation=UUID(int=1))

    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, WEBSITE, "yes", operation=UUID(int=1))

    assert (refused.value.refusal, present(participation)) == (
        "operation_reused",
        {"/today/staff": "12"},
    )


def test_a_late_answer_overwrites_nothing_and_is_kept(participation):
    maria, jan = a_writer("Maria Muster"), a_writer("Jan Beispiel", "Bauamt")
    first = answered(participation, GOAL, "Eins", by=maria)
    answered(participation, GOAL, "Zwei", base=first.base, by=maria)
    late = answered(participation, GOAL, "Drei", base=first.base, by=jan, at=LATER)

    conflict = Conflict.objects.get()
    assert (
        late.state,
        (conflict.standing.value, conflict.standing.author, conflict.standing.answered_at),
        (conflict.offered.value, conflict.offered.author, conflict.offered.answered_at),
        (conflict.offered.base_id, conflict.state),
        present(participation),
    ) == (
        "conflict",
        ('"Zwei"', "Maria Muster", AT),
        ('"Drei"', "Jan Beispiel", LATER),
        (first.base, "open"),
        {"/plans/goal": '"Zwei"'},
    )


def test_whoever_saw_nothing_does_not_overwrite_either(participation):
    answered(participation, GOAL, "Eins")
    late = answered(participation, GOAL, "Zwei", base=None)

    assert (late.state, present(participation)) == ("conflict", {"/plans/goal": '"Eins"'})


def test_the_same_answer_from_a_stale_page_is_no_conflict(participation):
    first = answered(participation, GOAL, "Eins")
    second = answered(participation, GOAL, "Zwei", base=first.base)
    same = answered(participation, GOAL, "Zwei", base=first.base)

    assert (same.state, same.base, Revision.objects.count(), Conflict.objects.count()) == (
        "same",
        second.base,
        2,
        0,
    )


def test_whoever_goes_on_with_what_was_offered_has_one_conflict(participation):
    first = answered(participation, GOAL, "Eins")
    late = answered(participation, GOAL, "Zwei")
    longer = answered(participation, GOAL, "Zwei und drei", base=late.base)

    conflict = Conflict.objects.get()
    assert (
        longer.state,
        (conflict.standing_id, conflict.offered.value, conflict.state),
        present(participation),
    ) == ("conflict", (first.base, '"Zwei und drei"', "open"), {"/plans/goal": '"Eins"'})


def test_whoever_comes_round_settles_the_conflict(participation):
    answered(participation, GOAL, "Eins")
    late = answered(participation, GOAL, "Zwei")
    same = answered(participation, GOAL, "Eins", base=late.base, at=LATER)

    conflict = Conflict.objects.get()
    assert (same.state, conflict.state, conflict.settled_by, conflict.settled_at) == (
        "same",
        "settled",
        "Maria Muster",
        LATER,
    )


def test_a_base_of_another_field_is_no_base(participation):
    other = answered(participation, STAFF, 12)
    answered(participation, GOAL, "Eins")
    late = answered(participation, GOAL, "Zwei", base=other.base)
    first = answered(participation, COUNTRY, "Land", base=other.base)

    assert (late.state, late.revision.base_id, first.state, first.revision.base_id) == (
        "conflict",
        None,
        "saved",
        None,
    )


def test_no_answer_where_there_is_none_writes_nothing(participation):
    saved = answered(participation, STAFF, None)

    assert (saved.state, saved.revision, Revision.objects.count()) == ("same", None, 0)


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        (WEBSITE, "maybe", "not_offered"),
        (TOPICS, ("care", "weather"), "not_offered"),
        (ADDRESS, 12, "not_possible"),
        (STAFF, "12", "not_possible"),
        (STAFF, 10**30, "not_possible"),
        (STAFF, True, "not_possible"),
        (STAFF, date(2022, 1, 1), "not_possible"),
        (GOAL, "x" * 20_001, "too_long"),
        (GOAL, "Null\x00byte", "unreadable"),
        (GOAL, "half \ud800 letter", "unreadable"),
        (Field("/today/nothing"), "x", "unknown_field"),
        (Field("/plans/doubled"), 2, "unknown_field"),
        (Field("/plans/projects"), "x", "unknown_field"),
        (Field("/today/staff", ("row",)), 2, "unknown_field"),
        (Field("/plans/projects/title"), "x", "unknown_field"),
        (Field("/plans/projects/title", ("nothing",)), "x", "row_removed"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(participation, field, value, refusal):
    before = present(participation), Participation.objects.values().get()

    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, field, value)

    assert (
        refused.value.refusal,
        len(str(refused.value)) > 20,
        (present(participation), Participation.objects.values().get()),
        (Revision.objects.count(), Head.objects.count()),
    ) == (refusal, True, before, (0, 0))


def test_a_refused_answer_leaves_the_one_before(participation):
    first = answered(participation, WEBSITE, "yes")

    with pytest.raises(AnswerRefusedError):
        answered(participation, WEBSITE, "maybe", base=first.base)

    assert (present(participation), counts(participation)) == (
        {"/today/website": '"yes"'},
        (5, 1, 1, 0),
    )


def test_what_breaks_a_limit_is_stored_and_counted(participation):
    answered(participation, STAFF, 5000)

    assert (present(participation), counts(participation)) == (
        {"/today/staff": "5000"},
        (4, 1, 1, 1),
    )


def test_an_answer_brings_up_further_questions_and_they_are_counted(participation):
    before = counts(participation)
    saved = answered(participation, WEBSITE, "yes")

    assert (before, counts(participation), saved.changes.fields[ADDRESS].is_relevant) == (
        (4, 0, 1, 0),
        (5, 1, 1, 0),
        True,
    )


def test_answers_to_what_is_no_longer_asked_stay(participation):
    first = answered(participation, WEBSITE, "yes")
    answered(participation, ADDRESS, "www.nebel.example")
    second = answered(participation, WEBSITE, "no", base=first.base)
    without = counts(participation)
    answered(participation, WEBSITE, "yes", base=second.base)

    assert (without, counts(participation)) == ((4, 1, 0, 0), (5, 2, 0, 0))


def test_answers_go_on_after_many_revisions_with_the_same_queries(
    participation, django_assert_max_num_queries
):
    base = None
    for number in range(30):
        base = answered(participation, STAFF, number, base=base).base

    with django_assert_max_num_queries(16):
        answered(participation, STAFF, 99, base=base)


def test_every_kind_of_moment_is_kept_to_the_second(participation):
    at = datetime(2022, 1, 25, 7, 30, 15, tzinfo=UTC)
    answered(participation, TOPICS, ("care", "school"), at=at, operation=uuid4())

    revision = Revision.objects.get()
    assert (revision.value, revision.answered_at) == ('["care","school"]', at)


def test_a_file_needs_its_bytes(participation):
    with pytest.raises(AnswerRefusedError) as refused:
        answered(participation, CONCEPT, "concept.pdf")

    assert refused.value.refusal == "not_possible"
