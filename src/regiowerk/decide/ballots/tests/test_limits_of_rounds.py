"""Interest groups and own shares have limits: asked by forms, told by the rule, kept by the count."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django import forms

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.record import recount, result_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, OwnCap, Rulebook
from regiowerk.decide.ballots.forms.lines import amounts, people
from regiowerk.decide.ballots.models import Round, Voter
from regiowerk.decide.ballots.queries.results import shown
from regiowerk.decide.ballots.queries.rounds import options_of, rule_of
from regiowerk.decide.ballots.queries.words import rule_in_words
from regiowerk.decide.ballots.tests.factories import (
    OFFICE,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    an_own_share,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality

pytestmark = pytest.mark.django_db

ROUNDS = "/verfahren/muster/abstimmungen/"
DATA = {
    "title": "Vorhaben",
    "question": "Welche Vorhaben fördern wir?",
    "opens_on": "24.01.2022",
    "closes_on": "06.02.2022",
    "way": "approval:most",
    "budget": "100000",
    "weighting": "equal",
    "group_cap": "49",
    "own_caps": "Stadt Ort 4; 12.000,50\nort 5; 0",
}


@pytest.fixture
def towns(crowd, process):
    towns = [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 9)]
    for town in towns:
        a_membership(crowd.region, town)
    return towns


def costly(round, **facts):
    """Options with cost in euros and interest group."""
    for key, (cost, group) in facts.items():
        round.options.filter(key=key).update(cost=cost, group=group)


def voted(process, towns, rule, *, own_share=False):
    """All cross everything, alpha most."""
    round = a_round(process, rule, voters=towns)
    costly(round, alpha=(50, "Soziales"), beta=(30, "Soziales"), gamma=(20, "Natur"))
    if own_share:
        an_own_share(round.options.get(key="gamma"), towns[0])
    opened(round)
    for number, town in enumerate(towns):
        keys = ("alpha", "beta", "gamma") if number else ("alpha",)
        a_paper(a_voter(round, town), Marks(options=frozenset(keys)))
    return a_result(round)


def why(result, key):
    return next(one.reason.council for one in shown(result).chambers[0].places if one.key == key)


def test_the_form_asks_for_limits_and_shows_them_again(office, process, towns):
    office.post(f"{ROUNDS}neu/", DATA)
    rule = rule_of(Round.objects.get())
    page = office.get(f"{ROUNDS}vorhaben/bearbeiten/").text
    public = office.get(f"{ROUNDS}vorhaben/").text

    assert (
        rule.group_cap,
        rule.own_caps,
        "Stadt Ort 4; 12000,50" in page,
        "Keine Interessengruppe bekommt mehr als 49 % des Budgets." in public,
        "Eigenanteile zusammen höchstens: Stadt Ort 4 12.000,50 €; Stadt Ort 5 0 €." in public,
    ) == (
        Fraction(49, 100),
        (
            OwnCap(towns[0].key, "Stadt Ort 4", 12_000_50),
            OwnCap(towns[1].key, "Stadt Ort 5", 0),
        ),
        True,
        True,
        True,
    )


def test_without_a_budget_there_is_nothing_to_limit(office, process, towns):
    answer = office.post(f"{ROUNDS}neu/", DATA | {"budget": "", "seats": "2"})

    assert (answer.status_code, "brauchen ein Budget" in answer.text) == (422, True)


def test_own_shares_of_an_option_are_typed_and_corrected(office, process, towns):
    round = a_round(process, voters=towns)
    page = f"{ROUNDS}themen/moeglichkeiten/alpha/bearbeiten/"

    office.post(page, {"label": "Alpha", "own_shares": "Stadt Ort 4; 4.000\nStadt Ort 5; 99,90"})
    again = office.get(page).text
    broken = office.post(page, {"label": "Alpha", "own_shares": "Stadt Nirgendwo; 3"})

    found = options_of(round)[0].own_shares.all()
    assert (
        [(str(one.organisation), one.amount) for one in found],
        "Stadt Ort 4; 4000\nStadt Ort 5; 99,90" in again,
        broken.status_code,
        "Bitte schreiben Sie Organisation; Euro: „Stadt Nirgendwo; 3“" in broken.text,
    ) == (
        [("Stadt Ort 4", Decimal(4000)), ("Stadt Ort 5", Decimal("99.90"))],
        True,
        422,
        True,
    )


@pytest.mark.parametrize("method", [Method.MOST, Method.EQUAL_SHARES, Method.PHRAGMEN])
def test_a_group_gets_no_more_than_its_part_and_the_result_says_so(process, towns, method):
    rule = Rulebook(Form.APPROVAL, method, budget=100_00, group_cap=Fraction(49, 100))

    result = voted(process, towns, rule)

    found = result_of(result.record.encode())[0]
    assert (set(found.chosen), recount(result.record.encode()).ok) == ({"beta", "gamma"}, True)
    assert why(result, "alpha").startswith(
        "„Alpha“ ist nicht gewählt: die Interessengruppe „Soziales“ darf 49 % des Budgets bekommen; "
        "nötig sind 50 €"
    )


def test_nobody_pays_more_of_its_own_than_it_can(process, towns):
    caps = (OwnCap(towns[0].key, "Stadt Ort 4", 999_99),)
    rule = Rulebook(Form.APPROVAL, Method.MOST, budget=100_00, own_caps=caps)

    result = voted(process, towns, rule, own_share=True)

    assert (
        result_of(result.record.encode())[0].chosen,
        recount(result.record.encode()).ok,
        why(result, "gamma"),
    ) == (
        ("alpha", "beta"),
        True,
        "„Gamma“ ist nicht gewählt: Stadt Ort 4 müsste 1.000 € selbst bezahlen und kann noch "
        "999,99 € bezahlen. 4 von 5 Stimmen unterstützen es.",
    )


def test_the_page_shows_what_would_be_without_the_limits(process, towns):
    rule = Rulebook(Form.APPROVAL, Method.MOST, budget=100_00, group_cap=Fraction(49, 100))

    rows = dict(shown(voted(process, towns, rule)).chambers[0].rules.rows)

    assert rows["ohne Grenzen für Gruppen und Eigenanteile"] == ("Alpha", "Beta", "Gamma")


def test_rules_say_nothing_of_limits_they_have_not():
    assert not any(
        "Interessengruppe" in one
        for one in rule_in_words(Rulebook(Form.APPROVAL, Method.MOST, budget=1))
    )


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("12.000,50", "12000.50"),
        ("12000.5", "12000.5"),
        ("12.000", "12000"),
        ("1.200.000 €", "1200000"),
        ("7", "7"),
        ("0,05", "0.05"),
    ],
)
def test_amounts_are_read_as_they_are_typed(towns, typed, euros):
    assert amounts(f"Stadt Ort 4; {typed}", towns) == ((towns[0], Decimal(euros)),)


@pytest.mark.parametrize(
    "line",
    [
        "Stadt Ort 4",
        "Stadt Ort 4; viel",
        "Stadt Ort 4; -3",
        "Stadt Ort 4; NaN",
        "Stadt Ort 4; 1e3000",
        "Stadt Ort 4; 0,001",
        "; 5",
    ],
)
def test_a_line_that_cannot_be_read_is_shown(towns, line):
    with pytest.raises(forms.ValidationError, match="Bitte schreiben Sie Organisation; Euro"):
        amounts(line, towns)


def test_an_organisation_stands_in_the_list_once(towns):
    with pytest.raises(forms.ValidationError, match="steht zweimal da"):
        amounts("Stadt Ort 4; 1\nort 4; 2", towns)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Anna Beispiel; anna; Stadt Ort 4", "Bitte schreiben Sie Name"),
        ("Anna Beispiel; anna@example.org; Stadt Weit", "Bitte schreiben Sie Name"),
        ("Anna; a@example.org; Stadt Ort 4\nBert; A@example.org; Stadt Ort 4", "steht zweimal da"),
    ],
)
def test_people_that_cannot_be_reached_are_not_entitled(towns, text, said):
    with pytest.raises(forms.ValidationError, match=said):
        people(text, towns)


def test_citizens_and_experts_vote_beside_the_organisations(office, process, towns):
    round = a_round(process)
    page = f"{ROUNDS}themen/stimmberechtigte/"
    data = {
        "organisations": [town.pk for town in towns],
        "experts": "Fachstelle Verkehr; verkehr@example.org; Stadt Ort 4",
        "citizens": "Erste; eins@example.org; Stadt Ort 4\nZweite; zwei@example.org; ort 4",
    }

    office.post(page, data)
    again = office.get(page).text

    assert (
        [
            (one.kind, [(str(v), v.number) for v in one.voters.order_by("pk")])
            for one in round.chambers.order_by("pk").exclude(kind="bodies")
        ],
        "Erste; eins@example.org; Stadt Ort 4\nZweite; zwei@example.org; Stadt Ort 4" in again,
    ) == (
        [
            ("experts", [("Stadt Ort 4, Fachstelle Verkehr", 1)]),
            ("citizens", [("Stadt Ort 4, Erste", 1), ("Stadt Ort 4, Zweite", 2)]),
        ],
        True,
    )
    opened(round)
    for voter in Voter.objects.filter(chamber__round=round).select_related("organisation"):
        link = a_link(voter, token=f"wort-{voter.pk}")
        actions.cast_paper(
            voter=voter,
            marks=Marks(options=frozenset({"alpha"})),
            seen=0,
            receipt=f"R{voter.pk}",
            desk="x",
            by=OFFICE,
            at=AT,
            link=link,
        )
    result = a_result(round)
    ids = re.findall(r' id="([^"]+)"', office.get(f"{ROUNDS}themen/ergebnis/").text)
    assert sorted(set(ids)) == sorted(ids)
    assert [one.chamber.kind for one in shown(result).chambers] == ["bodies", "experts", "citizens"]
