import re
from dataclasses import replace
from itertools import count

import pytest
from django.test import Client

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality
from regiowerk.ground.regions.tests.strangers import OFFICE_LOOKS, asked_by_all
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.instrument import Choice, Kind, Question, Visibility
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.models import Head, Participation, Revision, Row, SectionTask, Wave
from regiowerk.listen.surveys.queries.changes import effects_of
from regiowerk.listen.surveys.tests.factories import (
    a_participation,
    a_published_version,
    a_writer,
    answered,
)
from regiowerk.listen.surveys.tests.signing_world import signed, waiting, whole
from regiowerk.listen.surveys.tests.town_hall import (
    ADDRESS,
    GOAL,
    PROJECTS,
    STAFF,
    TOPICS,
    TOWN_HALL,
    present,
)

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/befragungen/rathaus/1/fassung/"
TODAY, PLANS = TOWN_HALL.items
OFFICE = Actor(user_label="Eva Beispiel", organisation_label="Stadt Mitte")


def with_today(*items, **rest):
    return replace(TOWN_HALL, items=(replace(TODAY, items=items), PLANS), **rest)


def asking(name, **changed):
    """The first section, with one question asked differently."""
    items = (replace(one, **changed) if one.name == name else one for one in TODAY.items)
    return with_today(*items)


NEW = Question(
    "cloud",
    Kind.SELECT_ONE,
    label={"de": "Cloud?"},
    visibility=Visibility.REGION,
    choice_list="yes_no",
    required="true()",
    relevant="${staff} > 10",
)
# Whoever has more than ten people is asked one thing more.
ONE_MORE = with_today(*TODAY.items, NEW)
# The goal is asked in the first section, the projects in one of their own.
MOVED = replace(
    TOWN_HALL,
    items=(
        replace(TODAY, items=(*TODAY.items, PLANS.items[0])),
        replace(
            PLANS, items=tuple(one for one in PLANS.items if one.name in {"concept", "doubled"})
        ),
        replace(PLANS, name="later", label={"de": "Später"}, items=(PLANS.items[2],)),
    ),
)


def change(participation, instrument, note="Weil es fehlte."):
    wave = participation.wave
    version = a_published_version(wave.survey.process, instrument, number=2)
    changed = actions.change_version(
        wave=wave,
        version=version,
        note=note,
        seen=actions.image_of(effects_of(wave, version, AT)),
        tokens=(f"token-{number}" for number in count()),
        by=OFFICE,
        at=AT,
    )
    participation.refresh_from_db()
    return changed


def states(participation):
    tasks = participation.section_tasks.order_by("position").values_list("section", "state")
    return (participation.state, dict(tasks))


def in_work(participation):
    whole(participation)
    SectionTask.objects.update(state="ready")
    participation.refresh_from_db()
    return participation


def accepted(participation):
    waiting(participation)
    signed(participation)
    actions.accept_submission(participation=participation, by=OFFICE, at=AT)
    Mail.objects.all().delete()
    return participation


def test_whoever_has_not_begun_is_asked_the_new_version_and_hears_nothing(participation):
    changed = change(participation, ONE_MORE)

    assert (changed, participation.version.number, Mail.objects.count()) == (
        actions.Changed(organisations=1, concerned=0, carried=0),
        2,
        0,
    )


def test_only_those_whom_it_concerns_look_again(participation):
    large = a_participation(participation.wave, a_municipality("05999012", "Tal"))
    for one, staff in ((participation, 3), (large, 30)):
        in_work(one)
        answered(one, STAFF, staff)
        SectionTask.objects.update(state="ready")
    change(participation, ONE_MORE)
    large.refresh_from_db()

    assert (states(participation), states(large)) == (
        ("in_work", {"today": "ready", "plans": "ready"}),
        ("in_work", {"today": "working", "plans": "ready"}),
    )


def test_after_handing_in_only_the_section_concerned_is_opened(participation):
    answered(participation, STAFF, 30)
    accepted(participation)
    change(participation, ONE_MORE)
    reopening = participation.reopenings.get()

    assert (states(participation), reopening.cause, reopening.scope) == (
        ("reopened", {"today": "reopened", "plans": "ready"}),
        "version",
        "today",
    )


def test_the_mail_says_where_to_look_why_and_has_a_link_that_opens(
    participation, office, mailoutbox
):
    answered(participation, STAFF, 30)
    accepted(participation)
    a_published_version(participation.wave.survey.process, ONE_MORE, number=2)
    page = office.get(PAGE).text
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    office.post(PAGE, {"version": "2", "seen": seen, "note": "Der Bund fragt danach."})
    text = mailoutbox[-1].body
    opened = Client().get(re.search(r"https?://[^/]+(/antwort/\S+)", text)[1])

    assert ["- Was es heute gibt" in text, "Der Bund fragt" in text, opened.status_code] == [
        True,
        True,
        200,
    ]


def test_what_was_accepted_and_is_not_concerned_stays_accepted(participation):
    answered(participation, STAFF, 3)
    accepted(participation)
    change(participation, ONE_MORE)

    assert (participation.state, participation.reopenings.count(), Mail.objects.count()) == (
        "accepted",
        0,
        0,
    )


def test_answers_that_wait_for_a_signature_go_back(participation):
    answered(participation, STAFF, 30)
    waiting(participation)
    participation.refresh_from_db()
    change(participation, ONE_MORE)

    assert (participation.state, participation.links.filter(revoked_at=None).count()) == (
        "in_work",
        1,  # that of whoever coordinates
    )


def test_answers_and_rows_move_with_their_questions(participation):
    in_work(participation)
    answered(participation, GOAL, "Alles digital")
    row = "1" * 32
    actions.add_row(
        participation=participation, repeat=PROJECTS, row_id=row, writer=a_writer(), at=AT
    )
    answered(participation, Field("/plans/projects/title", (row,)), "Glasfaser")
    before = Revision.objects.count()
    changed = change(participation, MOVED)
    now = present(participation)

    assert (
        changed.carried,
        now["/today/goal"],
        now[f"/later/projects/title~{row}"],
        Row.objects.get().path,
        Revision.objects.count() - before,
        set(Revision.objects.filter(origin="version").values_list("path", flat=True)),
    ) == (
        2,
        '"Alles digital"',
        '"Glasfaser"',
        "/later/projects",
        2,
        {"/today/goal", "/later/projects/title"},
    )


def test_a_wider_kind_keeps_the_answer_and_another_kind_puts_it_aside(participation):
    in_work(participation)
    answered(participation, STAFF, 12)
    answered(participation, ADDRESS, "www.example.org", base=_head(ADDRESS))
    change(participation, asking("staff", kind=Kind.DECIMAL, constraint=""))
    widened = present(participation)[STAFF.path]
    change_to_dates = asking("address", kind=Kind.DATE)
    version = a_published_version(participation.wave.survey.process, change_to_dates, number=3)
    wave = Wave.objects.get()
    actions.change_version(
        wave=wave,
        version=version,
        note="",
        seen=actions.image_of(effects_of(wave, version, AT)),
        tokens=iter(["t1", "t2", "t3"]),
        by=OFFICE,
        at=AT,
    )
    kept = Revision.objects.filter(path=ADDRESS.path, value='"www.example.org"').exists()

    assert (widened, present(participation)[ADDRESS.path], kept) == ('"12"', "", True)


def _head(field):
    return Head.objects.get(path=field.path).revision_id


def test_whoever_chose_what_is_not_offered_any_more_chooses_again(participation):
    in_work(participation)
    other = in_work(a_participation(participation.wave, a_municipality("05999012", "Tal")))
    answered(participation, TOPICS, ("care", "school"))
    answered(other, TOPICS, ("school",))
    lists = dict(TOWN_HALL.choice_lists) | {
        "topics": (Choice("school", {"de": "Schule"}), Choice("traffic", {"de": "Verkehr"}))
    }
    changed = change(participation, replace(TOWN_HALL, choice_lists=lists))

    assert (changed.concerned, present(participation)[TOPICS.path]) == (1, '["care","school"]')


def test_whose_answer_more_people_may_see_agrees_anew(participation):
    answered(participation, STAFF, 3)
    accepted(participation)
    other = in_work(a_participation(participation.wave, a_municipality("05999012", "Tal")))
    change(participation, asking("staff", visibility=Visibility.PUBLIC))
    other.refresh_from_db()

    assert (participation.state, other.state) == ("reopened", "in_work")


def test_agreements_of_departments_to_these_sections_hold_no_more(participation):
    in_work(participation)
    answered(participation, STAFF, 30)
    agreed = [
        participation.sign_offs.create(
            step="department",
            scope=scope,
            content_hash="0" * 64,
            person="Ina Muster",
            function="Hauptamt",
            statement="Ich stimme zu.",
            method="link_and_code",
            signed_at=AT,
            signed_by="Ina Muster",
        )
        for scope in ("today", "plans")
    ]
    change(participation, ONE_MORE)
    for one in agreed:
        one.refresh_from_db()

    assert [one.voided_at for one in agreed] == [AT, None]


def test_a_section_that_is_gone_takes_its_link_along(participation):
    in_work(participation)
    actions.delegate_section(
        participation=participation,
        section="plans",
        name="",
        unit="IT",
        email="it@example.org",
        due_on=None,
        token="abc",
        writer=a_writer(),
        at=AT,
        expires_at=AT.replace(year=2099),
    )
    change(participation, replace(TOWN_HALL, items=(TODAY,)))

    assert (
        [one.section for one in participation.section_tasks.all()],
        participation.links.filter(section="plans", revoked_at=None).exists(),
    ) == (["today"], False)


def test_only_newer_published_versions_of_the_same_questionnaire_are_taken(participation):
    wave = participation.wave
    with pytest.raises(actions.NotNewerError):
        actions.change_version(
            wave=wave, version=wave.version, note="", seen="", tokens=iter(()), by=OFFICE, at=AT
        )


def test_what_changed_since_the_office_looked_is_shown_first(office, participation):
    in_work(participation)
    a_published_version(participation.wave.survey.process, ONE_MORE, number=2)
    seen = re.search(r'name="seen" value="(\w+)"', office.get(PAGE).text)[1]
    answered(participation, STAFF, 30)
    response = office.post(PAGE, {"version": "2", "seen": seen, "note": "Neu."})

    assert (response.status_code, "Bitte sehen Sie noch einmal nach" in response.text) == (
        422,
        True,
    )
    assert Participation.objects.get().version.number == 1


def test_the_page_says_what_changes_and_for_whom(office, participation):
    in_work(participation)
    answered(participation, STAFF, 30)
    a_published_version(participation.wave.survey.process, ONE_MORE, number=2)
    page = office.get(PAGE).text

    assert ["„Cloud?“ ist neu" in page, "Stadt Nebel" in page] == [True, True]


def test_without_a_newer_version_the_page_says_what_to_do(office, participation):
    assert "Es gibt keine neuere Fassung" in office.get(PAGE).text


def test_a_closed_wave_stays_as_it_is(office, participation):
    a_published_version(participation.wave.survey.process, ONE_MORE, number=2)
    Wave.objects.update(state="closed", closed_at=AT, closed_by="Stadt Mitte")

    office.post(PAGE, {"version": "2", "seen": "", "note": "Neu."})
    assert Wave.objects.get().version.number == 1


def test_it_is_told_for_the_wave_and_for_whom_it_concerns(participation):
    in_work(participation)
    answered(participation, STAFF, 30)
    change(participation, ONE_MORE)

    told = [deed for deed, _label in deeds() if "version" in deed]
    assert sorted(told) == ["participation.version_changed", "wave.version_changed"]


def test_only_the_office_changes_it(crowd, participation):
    assert asked_by_all(crowd, PAGE) == OFFICE_LOOKS


@pytest.mark.parametrize("rows", [1, 5])
def test_many_organisations_cost_no_more_queries(
    office, participation, rows, django_assert_max_num_queries
):
    for number in range(rows):
        more = a_participation(
            participation.wave, a_municipality(f"0599902{number}", f"Ort{number}")
        )
        in_work(more)
    a_published_version(participation.wave.survey.process, ONE_MORE, number=2)
    office.get(PAGE)
    with django_assert_max_num_queries(12):
        office.get(PAGE)
