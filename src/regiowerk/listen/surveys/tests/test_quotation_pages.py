from datetime import date

import pytest

from regiowerk.ground.regions.tests.strangers import (
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
    mandate_of,
)
from regiowerk.listen.surveys.models import Quotation, Submission
from regiowerk.listen.surveys.queries.open_steps import open_steps
from regiowerk.listen.surveys.tests.factories import (
    TOKEN,
    a_link,
    a_participation,
    a_quotation,
    a_submission,
    a_survey,
    a_wave,
)
from regiowerk.listen.surveys.tests.open_words import a_town, a_wave_of_words

pytestmark = pytest.mark.django_db

HOME = "/verfahren/muster/befragungen/worte/1/"
LIST = f"{HOME}zitate/"
BY_LINK = f"/antwort/{TOKEN}/zitate/"
TEXT = "Uns fehlen Leute. Frau Beispiel macht alles."
DATA = {
    "words": "Uns fehlen Leute.",
    "text": "",
    "visibility": "public",
    "is_named": "on",
    "purpose": "Für den Zwischenbericht",
}


@pytest.fixture
def town(process):
    return a_town(a_wave_of_words(process), region=TEXT, personal="Geheim")


@pytest.fixture
def submission(town):
    return Submission.objects.get(participation=town)


def asking(town, name="region"):
    return f"{HOME}offene-antworten/{town.organisation.key}/q.all.{name}/zitat/"


def test_the_office_alone_asks_and_reads_what_it_asked(crowd, town):
    assert (asked_by_all(crowd, LIST), asked_by_all(crowd, asking(town))) == (
        OFFICE_LOOKS,
        OFFICE_LOOKS,
    )


def test_the_office_asks_for_words_of_an_answer(office, town):
    answer = office.post(asking(town), DATA)

    quotation = Quotation.objects.get()
    assert (
        answer.headers["Location"],
        (quotation.words, quotation.text, quotation.start, quotation.end),
        (quotation.visibility, quotation.is_named, quotation.purpose, quotation.state),
    ) == (
        LIST,
        ("Uns fehlen Leute.", "Uns fehlen Leute.", 0, 17),
        ("public", True, "Für den Zwischenbericht", "proposed"),
    )


def test_words_that_do_not_stand_there_are_refused(office, town):
    answer = office.post(asking(town), DATA | {"words": "Alles ist gut."})

    assert (answer.status_code, Quotation.objects.count()) == (422, 0)


def test_nobody_asks_for_what_concerns_a_person(office, town):
    assert office.get(asking(town, "personal")).status_code == 404


def test_the_office_takes_a_question_back(office, submission):
    quotation = a_quotation(submission)

    office.post(f"{LIST}{quotation.pk}/zuruecknehmen/")

    assert Quotation.objects.count() == 0


def test_what_is_decided_is_not_taken_back(office, submission):
    quotation = a_quotation(submission, state="approved")

    office.post(f"{LIST}{quotation.pk}/zuruecknehmen/")

    assert Quotation.objects.count() == 1


def test_the_list_says_what_became_of_each_and_whether_the_words_are_gone(office, submission):
    a_quotation(submission, 1)
    a_quotation(submission, 2, state="approved")
    page = office.get(LIST)

    assert (
        page.context["heading"],
        [(one.state, is_gone) for one, _question, is_gone, _address in page.context["lines"]],
        "Noch keine Zitate" in page.content.decode(),
    ) == ("1 von 2 Zitaten sind freigegeben", [("proposed", True), ("approved", True)], False)


def test_an_empty_list_says_how_quotations_come(office, town):
    assert "Noch keine Zitate" in office.get(LIST).content.decode()


def test_whoever_has_the_link_decides_and_may_change_the_words(client, town, submission):
    a_link(town)
    quotation = a_quotation(submission)
    before = client.get(BY_LINK).context["heading"]

    client.post(
        f"{BY_LINK}{quotation.pk}/zustimmen/",
        {"text": "Es fehlen Leute.", "visibility": "region"},
    )

    quotation.refresh_from_db()
    assert (
        before,
        (quotation.state, quotation.text, quotation.visibility, quotation.is_named),
        quotation.decided_by,
        client.get(BY_LINK).context["heading"],
    ) == (
        "Ein Zitat wartet auf Ihre Entscheidung",
        ("approved", "Es fehlen Leute.", "region", False),
        "Stadt Ort 1",
        "Über alle Zitate ist entschieden",
    )


def test_whoever_has_the_link_declines_without_having_to_say_why(client, town, submission):
    a_link(town)
    quotation = a_quotation(submission)

    client.post(f"{BY_LINK}{quotation.pk}/ablehnen/", {"reason": ""})

    quotation.refresh_from_db()
    assert quotation.state == "declined"


def test_empty_words_are_asked_for_again(client, town, submission):
    a_link(town)
    quotation = a_quotation(submission)

    answer = client.post(f"{BY_LINK}{quotation.pk}/zustimmen/", {"text": "", "visibility": "x"})

    quotation.refresh_from_db()
    assert (answer.status_code, quotation.state) == (422, "proposed")


def test_a_link_for_one_section_decides_nothing(client, town, submission):
    a_link(town, "section", section="all")
    quotation = a_quotation(submission)

    assert [
        client.get(BY_LINK).status_code,
        client.get(f"{BY_LINK}{quotation.pk}/").status_code,
        client.post(f"{BY_LINK}{quotation.pk}/ablehnen/").status_code,
    ] == [403, 403, 403]


def test_nobody_decides_for_another_organisation(client, town):
    other = a_town(town.wave, 2, region="Anderes")
    quotation = a_quotation(Submission.objects.get(participation=other))
    a_link(town)

    assert client.get(f"{BY_LINK}{quotation.pk}/").status_code == 404


def test_signed_in_people_decide_for_their_own_organisation(crowd, process):
    survey = a_survey(process)
    participation = a_participation(a_wave(survey), mandate_of(crowd.member).organisation)
    quotation = a_quotation(a_submission(participation))
    place = f"/verfahren/muster/befragungen/rathaus/1/{participation.organisation.key}/zitate/"

    assert asked_by_all(crowd, f"{place}{quotation.pk}/") == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 200",
        "office: 403",
    ]
    as_user(crowd.member).post(
        f"{place}{quotation.pk}/zustimmen/", {"text": "Ja", "visibility": "public"}
    )
    quotation.refresh_from_db()
    assert quotation.state == "approved"


def test_a_quotation_is_an_open_step_until_it_is_decided(process, submission):
    a_quotation(submission, 1)
    a_quotation(submission, 2)
    a_quotation(submission, 3, state="declined")
    steps = [one for one in open_steps(process, date(2022, 1, 24)) if one.key.startswith("quot")]

    assert [(one.organisation_label, one.label, one.minutes) for one in steps] == [
        (
            "Stadt Ort 1",
            "Über 2 Zitate aus Ihren Antworten auf „Digitale Verwaltung“ entscheiden",
            4,
        )
    ]
    Quotation.objects.filter(state="proposed").delete()
    assert not [one for one in open_steps(process, date(2022, 1, 24)) if "quot" in one.key]


@pytest.mark.parametrize("number", [1, 5])
def test_pages_take_few_queries(
    client, office, town, submission, number, django_assert_max_num_queries
):
    a_link(town)
    for place in range(number):
        a_quotation(submission, place + 1)

    with django_assert_max_num_queries(12):
        office.get(LIST)
    with django_assert_max_num_queries(12):
        client.get(BY_LINK)
