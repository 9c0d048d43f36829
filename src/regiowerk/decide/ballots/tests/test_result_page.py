"""What a result page says, of every kind of paper, and to whom."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import page as validation
import pikepdf
import pytest
from django.test import Client

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.actions import OptionFacts, add_option
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook, Weighting
from regiowerk.decide.ballots.models import Option, Paper
from regiowerk.decide.ballots.queries.results import shown
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    OFFICE,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    choose,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.tests.factories import a_figure, a_municipality
from regiowerk.ground.regions.tests.strangers import INSIDERS_LOOK, as_user, asked_by_all

pytestmark = pytest.mark.django_db

PAGE = "/verfahren/muster/abstimmungen/themen/ergebnis/"
RULES = {
    "approval": (APPROVAL, lambda key: Marks(options=frozenset({key}))),
    "points": (
        Rulebook(Form.POINTS, Method.MOST, seats=1),
        lambda key: Marks(points={key: 7, "gamma": 1}),
    ),
    "scores": (Rulebook(Form.SCORES, Method.MEAN), lambda key: Marks(points={key: 5, "gamma": 2})),
    "ranking": (
        Rulebook(Form.RANKING, Method.SCHULZE),
        lambda key: Marks(tiers=(frozenset({key}), frozenset({"gamma"}))),
    ),
    "pairwise": (
        Rulebook(Form.PAIRWISE, Method.COPELAND),
        lambda key: Marks(pairs=frozenset({(key, "gamma")})),
    ),
    "swing": (
        Rulebook(Form.SWING, Method.MEAN_WEIGHT),
        lambda key: Marks(points={"alpha": 10, "beta": 10, "gamma": 0} | {key: 100}),
    ),
    "ahp": (
        Rulebook(Form.AHP, Method.MEAN_WEIGHT),
        lambda key: Marks(
            judgements={
                ("alpha", "beta"): 3 if key == "alpha" else 1,
                ("alpha", "gamma"): 5,
                ("beta", "gamma"): 5,
            }
        ),
    ),
}


@pytest.fixture
def towns(db):
    return [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(3, 9)]


def voted(process, towns, kind="approval", said="aabaab", **changes):
    rule, marks = RULES[kind]
    round = opened(a_round(process, replace(rule, **changes), voters=towns))
    for town, letter in zip(towns, said, strict=False):
        a_paper(a_voter(round, town), marks({"a": "alpha", "b": "beta"}[letter]))
    return a_result(round)


@pytest.mark.parametrize("kind", RULES)
def test_the_heading_is_the_answer_for_every_kind_of_paper(office, process, towns, kind):
    voted(process, towns, kind)

    text = office.get(PAGE).text

    assert "Alpha" in re.findall(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL)[0]
    assert "6 von 6 haben teilgenommen (100 %)." in text


def test_those_inside_read_it_and_strangers_where_the_process_is_public(crowd, process, towns):
    voted(process, towns)
    inside = asked_by_all(crowd, PAGE)
    Process.objects.update(is_public=True)

    assert (inside, Client().get(PAGE).status_code) == (INSIDERS_LOOK, 200)


def test_before_it_is_closed_there_is_no_result_for_anybody(crowd, process, towns):
    opened(a_round(process, voters=towns))

    assert asked_by_all(crowd, PAGE) == [
        "anonymous: sign in",
        "outsider: 404",
        "member: 404",
        "office: 404",
    ]


def test_the_same_papers_stand_under_several_rules(office, process, towns):
    for number, town in enumerate(towns):
        a_figure(town, "100000" if number in {2, 5} else "1000")
    result = voted(process, towns)

    page = shown(result)
    rules = page.chambers[0].rules
    assert (rules.rows, rules.verdicts) == (
        (
            ("veröffentlichte Regel", ("Alpha",)),
            ("gleiche Anteile", ("Alpha",)),
            ("Ansparen (Phragmén)", ("Alpha",)),
            ("gewonnene Duelle (Copeland)", ("Alpha",)),
            ("Quadratwurzel der Einwohnerzahl", ("Beta",)),
            ("Einwohnerzahl, mit Obergrenze", ("Alpha",)),
        ),
        (
            ("Alpha", "hängt von der Regel ab"),
            ("Beta", "hängt von der Regel ab"),
            ("Gamma", "unter keiner"),
        ),
    )


def test_where_points_are_added_up_points_are_what_is_lacking(process, towns):
    rule = Rulebook(Form.POINTS, Method.MOST, seats=1, points=10)
    round = opened(a_round(process, rule, voters=towns[:2]))
    for town in towns[:2]:
        a_paper(a_voter(round, town), Marks(points={"alpha": 7, "beta": 3}))

    firm = shown(a_result(round)).chambers[0].firm

    assert [one for one in firm if "fehl" in one and "Beta" in one] == ["„Beta“ fehlen 8 Punkte."]


def test_who_decides_alone_is_named_and_what_is_level(process, towns):
    result = voted(process, towns[:5], said="aaabb")

    firm = shown(result).chambers[0].firm

    # The drawn lot says who is ahead where one vote less makes both equal.
    sentences = [re.sub(r"Ort \d", "Ort", one) for one in firm]
    assert any("Paaren" in one for one in sentences)
    assert "„Beta“ fehlt" in " ".join(sentences)


def test_nobody_decides_alone_where_all_agree(process, towns):
    firm = shown(voted(process, towns, said="aaaaaa")).chambers[0].firm

    assert firm[0] == (
        "Niemand entscheidet allein: Ohne jede einzelne Stimme wäre das Ergebnis dasselbe."
    )


def test_reasons_say_the_same_at_three_levels(process, towns):
    places = shown(voted(process, towns)).chambers[0].places

    assert [(one.reason.council, one.reason.plain, one.reason.technical) for one in places[:2]] == [
        (
            "„Alpha“ liegt vorn: 4 Stimmen. Der Vorsprung vor „Beta“: 2 Stimmen.",
            "Die meisten waren für „Alpha“.",
            "Platz 1 von 3; Wert 4.",
        ),
        (
            "„Beta“ steht auf Platz 2 von 3: 2 Stimmen. Der Rückstand auf „Alpha“: 2 Stimmen.",
            "Andere fanden mehr Zustimmung als „Beta“.",
            "Platz 2 von 3; Wert 2.",
        ),
    ]


def test_under_a_budget_it_is_said_what_was_paid_and_what_was_missing(office, process, towns):
    rule = Rulebook(Form.APPROVAL, Method.EQUAL_SHARES, budget=600_00, fills=True)
    round = a_round(process, rule, options=(), voters=towns)
    for label, cost in (("Alpha", "300"), ("Beta", "200"), ("Gamma", "500")):
        facts = OptionFacts(label, cost=Decimal(cost))
        add_option(round=round, facts=facts, by=OFFICE, at=AT)
    opened(round)
    for town, letter in zip(towns, "aaabbc", strict=True):
        key = {"a": "alpha", "b": "beta", "c": "gamma"}[letter]
        a_paper(a_voter(round, town), Marks(options=frozenset({key})))

    one = shown(a_result(round)).chambers[0]

    assert (one.headline, one.places[-1].reason.council) == (
        "„Alpha“ und „Beta“ sind gewählt, für 500 €",
        "„Gamma“ ist nicht gewählt: seinen Unterstützern bleibt zu wenig Geld. 1 von 6 Stimmen "
        "unterstützen es. Es kostet 500 €; seinen Unterstützern bleiben 100 €, es fehlen 400 €.",
    )


def test_experts_stand_beside_and_are_drawn_again(office, process, towns):
    round = a_round(process, voters=towns[:1])
    choose(round, towns, "experts")
    opened(round)
    a_paper(a_voter_of(round, "bodies"), Marks(options=frozenset({"alpha"})))
    for number, voter in enumerate(round.chambers.get(kind="experts").voters.order_by("pk")):
        from_link(voter, "beta" if number else "alpha")

    result = a_result(round)

    bodies, experts = shown(result).chambers
    assert (bodies.headline, experts.headline) == ("„Alpha“ ist gewählt", "„Beta“ ist gewählt")
    assert (experts.panel.firmness.draws, experts.panel.firmness.close) == (1000, frozenset())
    assert "Kammern werden für sich gezählt" in office.get(PAGE).text


def test_a_quorum_that_is_missed_gives_no_result(process, towns):
    result = voted(process, towns, said="aa", quorum=Fraction(1, 2))

    assert (
        shown(result).headline == "Zu wenige haben teilgenommen: Die Abstimmung hat kein Ergebnis"
    )


def test_consent_of_those_who_pay_holds_an_option_back(process, towns):
    round = a_round(process, replace(APPROVAL, consent=True), voters=towns)
    Option.objects.get(key="alpha").own_shares.create(organisation=towns[5], amount=10)
    opened(round)
    for town in towns[:5]:
        a_paper(a_voter(round, town), Marks(options=frozenset({"alpha"})))
    a_paper(a_voter(round, towns[5]), Marks(options=frozenset({"beta"})))

    one = shown(a_result(round)).chambers[0]

    assert (one.headline, one.places[0].held_back) == (
        "„Beta“ ist gewählt",
        "nicht alle, die zahlen würden, stimmen zu",
    )


def test_a_paper_is_found_by_its_receipt_and_named_only_where_papers_are_named(
    office, process, towns
):
    voted(process, towns, is_secret=True, said="aaabbb")
    code = Paper.objects.order_by("pk")[0].receipt

    found = office.get(f"{PAGE}zettel/", {"code": code}).text
    nothing = office.get(f"{PAGE}zettel/", {"code": "FALSCH"}).text

    assert (found.count("<tr>"), code in found, "Ort 3" in found) == (2, True, False)
    assert "Kein Stimmzettel, der zählt, hat diesen Code." in nothing


def test_named_papers_say_whose_they_are(office, process, towns):
    voted(process, towns)

    assert "Stadt Ort 3" in office.get(f"{PAGE}zettel/").text


def test_the_record_leaves_as_it_was_hashed(office, process, towns):
    result = voted(process, towns)

    assert office.get(f"{PAGE}nachweis.json").content == result.record.encode()


def test_the_table_leaves_as_csv_and_as_workbook(office, process, towns):
    voted(process, towns)

    lines = office.get(f"{PAGE}datei/csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(lines), delimiter=";"))
    assert [row[1:4] for row in rows] == [
        ["Rang", "Wahlmöglichkeit", "Ergebnis"],
        ["1", "Alpha", "4 Stimmen"],
        ["2", "Beta", "2 Stimmen"],
        ["3", "Gamma", "0 Stimmen"],
    ]
    assert office.get(f"{PAGE}datei/xlsx/").content[:2] == b"PK"
    assert office.get(f"{PAGE}datei/exe/").status_code == 404


@pytest.mark.documents
def test_the_paper_for_the_council_has_two_pages_at_most(office, process):
    towns = [a_municipality(f"059990{n:02d}", f"Ort {n}") for n in range(10, 39)]
    rule = replace(APPROVAL, seats=5)
    options = [f"Ein recht langes Vorhaben Nummer {n}" for n in range(40)]
    round = opened(a_round(process, rule, options=options, voters=towns))
    keys = list(Option.objects.order_by("position").values_list("key", flat=True))
    for number, town in enumerate(towns):
        marks = Marks(options=frozenset(keys[number % 7 : number % 7 + 5]))
        a_paper(a_voter(round, town), marks)
    a_result(round)

    content = office.get(f"{PAGE}datei/pdf/").content

    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) == 2
    assert list(validation.validate_pdf_bytes(content, profile="ua1").failures) == []


@pytest.mark.parametrize("number", [2, 6])
def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    crowd, process, towns, number, django_assert_max_num_queries
):
    voted(process, towns[:number], weighting=Weighting.EQUAL)
    client = as_user(crowd.member)
    client.get(PAGE)

    with django_assert_max_num_queries(12) as captured:
        client.get(PAGE)

    assert len(captured) == 12


def a_voter_of(round, kind):
    return round.chambers.get(kind=kind).voters.get()


def from_link(voter, key):
    actions.cast_paper(
        voter=voter,
        marks=Marks(options=frozenset({key})),
        seen=0,
        receipt=f"X{voter.pk}",
        desk="link-1",
        by=OFFICE,
        at=AT,
        link=a_link(voter, token=f"t{voter.pk}"),
    )
