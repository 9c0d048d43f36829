from collections import Counter
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from django.test import Client

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.surveys.actions import add_row
from regiowerk.listen.surveys.models import (
    Conflict,
    Head,
    Participation,
    Revision,
    Row,
    SectionTask,
)
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_survey,
    a_wave,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.many_writers import at_once, shared_database
from regiowerk.listen.surveys.tests.town_hall import COUNTRY, GOAL, PROJECTS, STAFF, present

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, TURNS = 40, 4


@pytest.fixture
def participation(tmp_path):
    with shared_database(tmp_path):
        yield a_participation(a_wave(a_survey(a_process(a_region()))))


def fresh(participation):
    """As every request reads it for itself."""
    return Participation.objects.select_related(
        "organisation", "version", "wave__survey__process__region"
    ).get(pk=participation.pk)


def test_of_forty_writers_nobody_is_lost_and_nothing_is_double(participation):
    """Each answers three questions four times from what they saw last; every tenth post comes twice."""
    chance = Random(20220124)  # noqa: S311 -- repeatable, not secret

    def turns(writer):
        mine, seen, replies = fresh(participation), {}, []
        for turn in range(TURNS):
            for number, field in enumerate((GOAL, STAFF, COUNTRY)):
                operation = UUID(int=writer * 1000 + turn * 10 + number + 1)
                value = writer * 10 + turn if field is STAFF else f"{writer}/{turn}"
                post = {
                    "base": seen.get(field),
                    "operation": operation,
                    "by": a_writer(f"{writer}"),
                }
                saved = answered(mine, field, value, **post)
                if chance.random() < 0.1:
                    again = answered(mine, field, value, **post)
                    assert (again.state, again.base) == (saved.state, saved.base)
                seen[field] = saved.base
                replies.append((field, saved.state, saved.base))
        return replies

    replies = [r for some in at_once([lambda w=w: turns(w) for w in range(WRITERS)]) for r in some]

    revisions = {r.pk: r for r in Revision.objects.all()}
    moved = [r for r in replies if r[1] == "saved"]
    late = [r for r in replies if r[1] == "conflict"]
    offered = {c.offered_id for c in Conflict.objects.all()}
    heads = {Field(h.path): h.revision_id for h in Head.objects.all()}
    chains = {field: chain_of(heads[field], revisions) for field in heads}
    assert (
        # every post is one revision, whatever came twice
        (len(replies), len(revisions)),
        len({r.operation for r in revisions.values()}),
        # what was saved is exactly what one can walk back from what stands: nobody was skipped
        sorted(pk for _f, _s, pk in moved)
        == sorted(pk for chain in chains.values() for pk in chain),
        # what came late is in a conflict, or went on with something that is
        {pk for _f, _s, pk in late} >= offered,
        all(reaches(pk, offered, revisions, late) for _f, _s, pk in late),
        {c.state for c in Conflict.objects.all()},
    ) == (
        (WRITERS * TURNS * 3, WRITERS * TURNS * 3),
        WRITERS * TURNS * 3,
        True,
        True,
        True,
        {"open"},
    )


def chain_of(revision_id, revisions):
    """The revisions from the present one back to the first."""
    found = []
    while revision_id is not None:
        found.append(revision_id)
        revision_id = revisions[revision_id].base_id
    return found


def reaches(revision_id, offered, revisions, late):
    """Whether a late answer is offered, or was followed by one that is."""
    if revision_id in offered:
        return True
    following = [pk for _f, _s, pk in late if revisions[pk].base_id == revision_id]
    return any(reaches(pk, offered, revisions, late) for pk in following)


def test_one_operation_posted_twenty_times_at_once_is_one_answer(participation):
    def post():
        return answered(fresh(participation), GOAL, "Eins", operation=UUID(int=7)).base

    bases = at_once([post] * 20)

    assert (len(set(bases)), Revision.objects.count(), Conflict.objects.count()) == (1, 1, 0)


def test_of_many_first_answers_one_stands_and_all_others_are_kept(participation):
    def post(number):
        return answered(
            fresh(participation), GOAL, f"Ziel {number}", by=a_writer(f"{number}")
        ).state

    states = at_once([lambda n=n: post(n) for n in range(20)])

    assert (
        Counter(states),
        Revision.objects.count(),
        Conflict.objects.filter(state="open").count(),
    ) == (Counter({"conflict": 19, "saved": 1}), 20, 19)


def test_what_another_process_wrote_is_seen_where_the_sheet_was_kept(participation):
    mine = fresh(participation)
    first = answered(mine, GOAL, "Eins")
    answered(mine, STAFF, 12)
    elsewhere = Revision.objects.create(
        participation=participation,
        path=GOAL.path,
        value='"Zwei"',
        base=first.revision,
        operation=UUID(int=9),
        author="In another process",
        answered_at=AT,
    )
    Head.objects.filter(path=GOAL.path).update(revision=elsewhere)

    late = answered(mine, GOAL, "Drei", base=first.base)
    then = answered(mine, GOAL, "Vier", base=elsewhere.pk)

    assert (late.state, late.conflict.standing, then.state, present(participation)) == (
        "conflict",
        elsewhere,
        "saved",
        {GOAL.path: '"Vier"', STAFF.path: "12"},
    )


def test_a_page_shows_what_another_process_wrote_and_what_it_confirmed(participation):
    a_link(participation)
    page = f"/antwort/{TOKEN}/abschnitt/plans/"
    first = answered(fresh(participation), GOAL, "Eins")
    seen = [f'value="{first.base}"' in Client().get(page).content.decode()]
    Head.objects.update(is_unconfirmed=True)
    asked = "Stimmt das noch?" in Client().get(page).content.decode()
    elsewhere = Revision.objects.create(
        participation=participation,
        path=GOAL.path,
        value='"Anderswo gesagt"',
        base=first.revision,
        operation=UUID(int=9),
        author="In another process",
        answered_at=AT,
    )
    Head.objects.update(revision=elsewhere, is_unconfirmed=False)
    after = Client().get(page).content.decode()

    assert (seen, asked) == ([True], True)
    assert ("Anderswo gesagt" in after, f'value="{elsewhere.pk}"' in after) == (True, True)
    assert ("Eins" in after, "Stimmt das noch?" in after) == (False, False)


def test_rows_added_at_once_are_all_there_in_an_order_of_their_own(participation):
    def add(number):
        return add_row(
            participation=fresh(participation),
            repeat=PROJECTS,
            row_id=f"{number % 15:032x}",
            writer=a_writer(),
            at=AT + timedelta(seconds=number),
        ).row.row_id

    at_once([lambda n=n: add(n) for n in range(20)])

    rows = list(Row.objects.order_by("position").values_list("row_id", "position"))
    assert (sorted(row for row, _p in rows), [position for _r, position in rows]) == (
        sorted(f"{n:032x}" for n in range(15)),
        list(range(1, 16)),
    )


def test_counters_are_right_after_many_writers(participation):
    fields = [GOAL, STAFF, COUNTRY, Field("/today/website"), Field("/today/topics")]
    values = ["Ziel", 12, "Land", "yes", ("care",)]

    def post(number):
        at = number % len(fields)
        return answered(fresh(participation), fields[at], values[at]).state

    at_once([lambda n=n: post(n) for n in range(40)])

    stored = {
        task.section: (task.asked, task.answered, task.missing, task.invalid)
        for task in SectionTask.objects.all()
    }
    assert stored == {"today": (5, 4, 1, 0), "plans": (2, 1, 0, 0)}
