"""The office puts something to the vote, page by page, and nobody else does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import forgetting
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.models import Link, Option, Result, Round, Voter
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.decide.ballots.tests.factories import (
    OFFICE,
    a_link,
    a_paper,
    a_round,
    a_voter,
    choose,
    opened,
)
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality
from regiowerk.ground.regions.tests.strangers import (
    INSIDERS_LOOK,
    OFFICE_ACTS,
    OFFICE_LOOKS,
    as_user,
    asked_by_all,
    mandate_of,
)

pytestmark = pytest.mark.django_db

ROUNDS = "/verfahren/muster/abstimmungen/"
PAGE = f"{ROUNDS}themen/"
DATA = {
    "title": "Themen",
    "question": "Welche Themen vertiefen wir?",
    "opens_on": "24.01.2022",
    "closes_on": "06.02.2022",
    "way": "approval:most",
    "seats": "3",
    "weighting": "equal",
}


@pytest.fixture
def towns(crowd):
    towns = [a_municipality(f"0599901{n}", f"Ort {n}") for n in range(3)]
    for town in towns:
        a_membership(crowd.region, town)
    return towns


def test_the_office_alone_begins_a_vote(crowd, process):
    page = f"{ROUNDS}neu/"

    assert (asked_by_all(crowd, page), asked_by_all(crowd, page, DATA)) == (
        OFFICE_LOOKS,
        OFFICE_ACTS,
    )


def test_a_draft_exists_for_the_office_alone(crowd, process, towns):
    a_round(process, voters=towns)

    assert asked_by_all(crowd, PAGE) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 404",
        "office: 200",
    ]


def test_what_is_published_those_inside_read(crowd, process, towns):
    opened(a_round(process, voters=towns))

    assert asked_by_all(crowd, PAGE) == INSIDERS_LOOK


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("bearbeiten/", DATA),
        ("moeglichkeiten/neu/", {"label": "Neu"}),
        ("moeglichkeiten/alpha/bearbeiten/", {"label": "Anders"}),
        ("moeglichkeiten/alpha/entfernen/", {}),
        ("stimmberechtigte/", {}),
        ("veroeffentlichen/", {}),
        ("verlaengern/", {"closes_on": "01.03.2022"}),
        ("abbrechen/", {"reason": "Neue Frage"}),
        ("schliessen/", {}),
    ],
)
def test_every_page_of_the_office_is_the_offices(crowd, process, towns, page, data):
    a_round(process, voters=towns)
    address = f"{PAGE}{page}"

    looks = asked_by_all(crowd, address)

    assert (looks, asked_by_all(crowd, address, data)) == (OFFICE_LOOKS, OFFICE_ACTS)


@pytest.mark.parametrize("page", ["eroeffnen/", "einladen/", "moeglichkeiten/alpha/versetzen/"])
def test_every_button_of_the_office_is_the_offices(crowd, process, towns, page):
    a_round(process, voters=towns)

    assert asked_by_all(crowd, f"{PAGE}{page}", {}) == OFFICE_ACTS


def test_a_vote_is_put_page_by_page_until_it_is_counted(office, process, towns, monkeypatch):
    office.post(f"{ROUNDS}neu/", DATA)
    for label in ("Pflege", "Schule", "Verkehr", "Energie"):
        office.post(f"{PAGE}moeglichkeiten/neu/", {"label": label, "cost": ""})
    office.post(f"{PAGE}stimmberechtigte/", {"organisations": [town.pk for town in towns]})
    office.post(f"{PAGE}veroeffentlichen/")
    office.post(f"{PAGE}eroeffnen/")
    round = Round.objects.get()
    for town in towns:
        a_paper(a_voter(round, town), Marks(options=frozenset({"pflege", "schule", "verkehr"})))
    answer = office.post(f"{PAGE}schliessen/")

    assert (answer.status_code, Round.objects.get().state, Result.objects.count()) == (
        302,
        "closed",
        1,
    )
    assert [deed for deed, _label in deeds() if deed.startswith("round.")] == [
        "round.begun",
        "round.published",
        "round.opened",
        "round.closed",
        "round.counted",
    ]


def test_a_refusal_is_said_on_the_page_of_the_round(office, process):
    a_round(process)

    answer = office.post(f"{PAGE}veroeffentlichen/", follow=True).text

    assert "Bitte wählen Sie, wer abstimmt." in answer


@pytest.mark.parametrize(
    ("way", "more", "sentences"),
    [
        (
            "approval:most",
            {"seats": "1"},
            [
                "Sie kreuzen alles an, was Sie gut finden.",
                "Die Kreuze werden zusammengezählt; die meisten Kreuze stehen vorn.",
                "Die erste Wahlmöglichkeit ist gewählt.",
                "Jede Organisation hat eine Stimme.",
            ],
        ),
        (
            "points:most",
            {"points": "10", "weighting": "square_root"},
            [
                "Sie verteilen 10 Punkte auf die Wahlmöglichkeiten, wie Sie möchten.",
                "Die Punkte werden zusammengezählt; die meisten Punkte stehen vorn.",
                "Die Stimme einer Organisation wiegt wie die Quadratwurzel ihrer Einwohnerzahl.",
            ],
        ),
        (
            "ranking:borda",
            {"weighting": "bands", "bands": "0 1\n10.000 2"},
            [
                "Sie bringen die Wahlmöglichkeiten in eine Reihenfolge: 1 für die beste. Gleiche "
                "Plätze sind erlaubt.",
                "Für jede Wahlmöglichkeit, die hinter ihr steht, bekommt eine Wahlmöglichkeit "
                "einen Punkt.",
                "Stimmen nach Einwohnern: ab 0 1 Stimme; ab 10.000 2 Stimmen.",
            ],
        ),
        (
            "approval:equal_shares",
            {"budget": "1000", "least": "3"},
            [
                "Sie kreuzen alles an, was Sie gut finden: mindestens 3 Kreuze.",
                "Jede Stimme hat einen gleichen Anteil am Geld. Eine Wahlmöglichkeit gewinnt, wenn "
                "ihre Unterstützer sie zusammen bezahlen können; so bekommen auch Minderheiten "
                "ihren Teil.",
                "Gewählt wird, solange die Kosten in 1.000 € passen.",
                "Jede Organisation hat eine Stimme.",
            ],
        ),
    ],
)
def test_a_rule_is_asked_by_a_form_and_told_in_plain_words(office, process, way, more, sentences):
    data = {**DATA, "seats": "", "way": way} | more

    office.post(f"{ROUNDS}neu/", data)

    told = rule_in_words(rule_of(Round.objects.get()))
    assert list(told[: len(sentences)]) == sentences


def test_a_rule_that_does_not_hold_together_comes_back_with_the_form(office, process):
    data = {**DATA, "budget": "100"}

    answer = office.post(f"{ROUNDS}neu/", data)

    assert (answer.status_code, Round.objects.exists()) == (422, False)
    assert "Entweder eine Anzahl von Wahlmöglichkeiten oder ein Budget entscheidet" in answer.text


def test_the_form_is_filled_as_the_round_stands(office, process):
    office.post(f"{ROUNDS}neu/", {**DATA, "most": "4", "quorum": "50", "is_secret": "on"})

    page = office.get(f"{PAGE}bearbeiten/").text

    values = re.findall(r'name="(most|quorum|seats)" value="([^"]*)"', page)
    assert sorted(values) == [("most", "4"), ("quorum", "50"), ("seats", "3")]


def test_links_go_to_voters_with_an_address_and_are_taken_back(office, process, towns):
    round = opened(a_round(process, voters=towns))
    Voter.objects.filter(organisation=towns[0]).update(email="rathaus@example.org")

    told = office.post(f"{PAGE}einladen/", follow=True).text
    office.post(f"{PAGE}einladen/")
    link = Link.objects.get()
    office.post(f"{PAGE}links/{link.pk}/zuruecknehmen/")

    letter = Mail.objects.get()
    assert (
        "Ohne E-Mail-Adresse: Stadt Ort 1, Stadt Ort 2" in told,
        letter.to,
        "{site}/stimme/{sealed:" in letter.text,
        Link.objects.get().revoked_by,
    ) == (True, "rathaus@example.org", True, "Stadt Mitte")
    assert round.state == "open"
    assert mail.outbox == [] or mail.outbox[0].to == ["rathaus@example.org"]


def test_the_office_sees_who_has_voted_and_never_how(office, process, towns):
    round = opened(a_round(process, voters=towns))
    a_paper(a_voter(round, towns[0]), Marks(options=frozenset({"alpha"})))
    a_link(a_voter(round, towns[1]))

    page = office.get(f"{PAGE}beteiligung/").text
    running = office.get(PAGE).text

    assert ("1 von 3 haben abgestimmt" in page, "Alpha" in page, "1 von 3" in running) == (
        True,
        False,
        True,
    )
    assert "liegt vorn" not in running


def test_whose_turn_names_those_who_have_not_voted(crowd, process, towns):
    own = mandate_of(crowd.member).organisation
    round = opened(a_round(process, voters=[own, *towns]))
    page = "/verfahren/muster/wer-ist-dran/"
    before = as_user(crowd.member).get("/").text

    a_paper(a_voter(round, own), Marks())
    after = as_user(crowd.member).get("/").text

    assert ("Abstimmung: Themen" in before, "Abstimmung: Themen" in after) == (True, False)
    assert "Abstimmung: Themen" in as_user(crowd.office).get(page).text


def test_addresses_are_forgotten_ninety_days_after_the_end(process, towns):
    round = opened(a_round(process, voters=towns))
    Voter.objects.update(email="rathaus@example.org")
    a_link(a_voter(round, towns[0]))
    actions.cancel_round(round=round, reason="Neue Frage", by=OFFICE, at=AT)

    early = forgetting.forget(at=AT + timedelta(days=89))
    late = forgetting.forget(at=AT + timedelta(days=90))

    assert (early, late, Link.objects.get().email) == (0, 4, "")


def test_options_are_moved_and_removed(office, process):
    a_round(process)

    office.post(f"{PAGE}moeglichkeiten/gamma/versetzen/", {"direction": "up"})
    office.post(f"{PAGE}moeglichkeiten/alpha/entfernen/")

    assert list(Option.objects.order_by("position").values_list("key", flat=True)) == [
        "gamma",
        "beta",
    ]


def test_experts_are_chosen_line_by_line(office, process, towns):
    a_round(process)
    line = f"Lehrstuhl; fach@example.org; {towns[0].key}"

    office.post(f"{PAGE}stimmberechtigte/", {"organisations": [towns[1].pk], "experts": line})
    wrong = office.post(f"{PAGE}stimmberechtigte/", {"experts": "Nur ein Name"})

    assert (
        [(one.chamber.kind, str(one), one.email) for one in Voter.objects.order_by("pk")],
        wrong.status_code,
    ) == (
        [
            ("bodies", "Stadt Ort 1", ""),
            ("experts", "Stadt Ort 0, Lehrstuhl", "fach@example.org"),
        ],
        422,
    )


@pytest.mark.parametrize("number", [1, 5])
def test_the_pages_ask_the_database_as_often_for_many_as_for_few(
    office, process, towns, number, django_assert_max_num_queries
):
    for turn in range(number):
        round = a_round(process, title=f"Runde {turn}", voters=towns)
        choose(round, towns[: 1 + turn % 3])
    for page in (ROUNDS, f"{ROUNDS}runde-0/"):
        office.get(page)
        with django_assert_max_num_queries(12):
            office.get(page)
