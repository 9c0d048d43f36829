"""Options are rated by criteria: from the criteria of the office to a result anybody counts again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.rounds.counting import Held
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.reading import panels_from
from regiowerk.decide.ballots.domain.rounds.record import recount, result_of
from regiowerk.decide.ballots.domain.rounds.rulebook import (
    Asked,
    Form,
    Method,
    Rulebook,
)
from regiowerk.decide.ballots.models import Paper, Round, Voter
from regiowerk.decide.ballots.queries.results import shown
from regiowerk.decide.ballots.queries.rounds import rule_of
from regiowerk.decide.ballots.tests.factories import (
    OFFICE,
    a_link,
    a_paper,
    a_result,
    a_round,
    a_voter,
    an_exclusion,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import a_membership, a_municipality

pytestmark = pytest.mark.django_db

CRITERIA = (
    Asked("wirkung", "Wirkung", 60, worst="niemand merkt es", best="alle merken es"),
    Asked("aufwand", "Aufwand", 40),
    Asked("recht", "Rechtlich möglich", is_must=True, best="es gibt eine Grundlage"),
)
RULE = Rulebook(Form.SCORING, Method.WEIGHTED, seats=1, top=10, criteria=CRITERIA)


@pytest.fixture
def towns(process):
    towns = [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 7)]
    for town in towns:
        a_membership(process.region, town)
    return towns


def marks(**options):
    """Of each option effect, effort and whether it is legal."""
    names = [one.key for one in CRITERIA]
    return Marks(
        ratings={
            (option, name): mark
            for option, row in options.items()
            for name, mark in zip(names, row, strict=True)
        }
    )


def rated(process, towns, *papers, rule=RULE):
    round = opened(a_round(process, rule, voters=towns))
    for town, said in zip(towns, papers, strict=False):
        a_paper(a_voter(round, town), said)
    return round


def counted(result):
    return result_of(result.record.encode())[0]


def test_marks_times_weights_are_the_order_and_a_missed_must_is_out(process, towns):
    round = rated(
        process,
        towns[:2],
        marks(alpha=(8, 5, 1), beta=(10, 10, 0), gamma=(5, 5, 1)),
        marks(alpha=(6, 5, 1), beta=(10, 10, 0), gamma=(5, 5, 1)),
    )

    result = a_result(round)

    found = counted(result)
    assert (
        found.values,
        found.chosen,
        found.reserve,
        found.held_back,
        recount(result.record.encode()).ok,
    ) == (
        {"alpha": Fraction(62, 100), "gamma": Fraction(1, 2)},
        ("alpha",),
        ("gamma",),
        {"beta": Held.MUST},
        True,
    )


def test_an_option_fewer_have_rated_than_asked_for_has_no_place(process, towns):
    round = rated(
        process,
        towns[:2],
        marks(alpha=(8, 5, 1), beta=(9, 9, 1)),
        marks(alpha=(6, 5, 1)),
    )

    found = counted(a_result(round))

    assert (found.chosen, found.held_back) == (
        ("alpha",),
        {"beta": Held.THIN, "gamma": Held.THIN},
    )


def test_who_rated_nothing_else_and_nobody_at_all(process, towns):
    found = counted(a_result(rated(process, towns)))

    assert (found.is_quorate, found.chosen, found.values) == (False, (), {})


def test_a_must_they_do_not_agree_on_leaves_the_option_open(process, towns):
    round = rated(
        process,
        towns[:2],
        marks(alpha=(8, 5, 1), beta=(9, 9, 1)),
        marks(alpha=(6, 5, 1), beta=(9, 9, 0)),
    )

    assert counted(a_result(round)).held_back["beta"] is Held.DISPUTED


def test_by_the_mean_differences_are_shown_and_by_agreement_the_option_waits(process, towns):
    said = (marks(alpha=(9, 5, 1), beta=(5, 5, 1)), marks(alpha=(2, 5, 1), beta=(5, 5, 1)))
    by_mean = a_result(rated(process, towns[:2], *said))
    by_agreement = a_result(rated(process, towns[:2], *said, rule=replace(RULE, reconciles=True)))

    first, second = shown(by_mean).chambers[0], shown(by_agreement).chambers[0]
    assert (
        counted(by_mean).chosen,
        first.apart,
        counted(by_agreement).chosen,
        counted(by_agreement).held_back["alpha"],
        [one.follows for one in second.places if one.key == "alpha"],
    ) == (
        ("alpha",),
        ("„Alpha“, Wirkung: 2 von Stadt Ort 5, 9 von Stadt Ort 4.",),
        ("beta",),
        Held.APART,
        ["ihre Bewertungen liegen zu weit auseinander"],
    )


def test_nobody_sees_others_before_the_own_marks_are_in_and_then_only_where_they_differ(
    client, process, towns
):
    rule = replace(RULE, reconciles=True)
    round = rated(process, towns[:2], marks(alpha=(9, 5, 1), beta=(5, 5, 1)), rule=rule)
    one, other = (a_voter(round, town) for town in towns[:2])
    page = "/stimme/zwei/"
    a_link(one, token="eins")
    a_link(other, token="zwei")

    blind = client.get(page).text
    a_paper(other, marks(alpha=(2, 5, 1), beta=(5, 5, 1)))
    seeing, first = client.get(page).text, client.get("/stimme/eins/").text

    assert (
        "liegt weit" in blind or "Stadt Ort 4: 9" in blind,
        "Stadt Ort 4: 9" in seeing,
        "Stadt Ort 5: 2" in first,
        seeing.count('type="number"'),
        "Alpha: Aufwand 5" in seeing,
    ) == (False, True, True, 1 + 2, True)  # gamma is not rated yet


def test_what_stands_is_not_rated_anew_and_agreement_gives_a_place(process, towns):
    rule = replace(RULE, reconciles=True)
    round = rated(
        process,
        towns[:2],
        marks(alpha=(9, 5, 1), beta=(5, 5, 1)),
        marks(alpha=(2, 5, 1), beta=(5, 5, 1)),
        rule=rule,
    )
    voter = a_voter(round, towns[0])

    with pytest.raises(actions.FlawedPaperError) as refused:
        a_paper(voter, marks(alpha=(9, 5, 1), beta=(9, 9, 1)), seen=1)
    a_paper(a_voter(round, towns[1]), marks(alpha=(8, 5, 1), beta=(5, 5, 1)), seen=1)

    assert (
        str(refused.value),
        counted(a_result(round)).chosen,
    ) == (
        "Inzwischen haben auch andere bewertet. Neu bewerten können Sie nur, wo die Bewertungen weit "
        "auseinanderliegen; bitte öffnen Sie den Stimmzettel neu.",
        ("alpha",),
    )


def test_the_office_is_told_before_it_closes_what_would_have_no_place(office, process, towns):
    rule = replace(RULE, reconciles=True)
    rated(
        process,
        towns[:2],
        marks(alpha=(9, 5, 1)),
        marks(alpha=(2, 5, 1)),
        rule=rule,
    )

    page = office.get("/verfahren/muster/abstimmungen/themen/schliessen/").text

    assert "Bei einer Wahlmöglichkeit liegen die Bewertungen noch zu weit auseinander" in page


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Marks(), "Bitte beurteilen Sie mindestens 1 Wahlmöglichkeit."),
        (
            Marks(ratings={("alpha", "wirkung"): 3}),
            "Bitte bewerten Sie eine Wahlmöglichkeit nach allen Kriterien oder gar nicht.",
        ),
        (marks(alpha=(11, 5, 1)), "Eine Zahl liegt außerhalb der Skala."),
        (marks(alpha=(5, 5, 2)), "Eine Zahl liegt außerhalb der Skala."),
    ],
)
def test_a_paper_that_cannot_be_used_says_why(process, towns, said, sentence):
    round = opened(a_round(process, RULE, voters=towns))

    with pytest.raises(actions.FlawedPaperError) as refused:
        a_paper(a_voter(round, towns[0]), said)

    assert sentence in str(refused.value)


def test_a_conflict_of_interest_leaves_the_others_to_rate_or_the_rule_unpublished(process, towns):
    round = a_round(process, RULE, voters=towns)
    an_exclusion(round.options.get(key="alpha"), towns[0])
    opened(round)
    a_paper(a_voter(round, towns[0]), marks(beta=(5, 5, 1)))
    for town in towns[1:]:
        a_paper(a_voter(round, town), marks(alpha=(8, 8, 1), beta=(5, 5, 1)))
    short = a_round(process, RULE, title="Zu wenige", voters=towns[:2])
    an_exclusion(short.options.get(key="alpha"), towns[0])

    with pytest.raises(actions.NotReadyError) as refused:
        opened(short)

    assert (counted(a_result(round)).chosen, str(refused.value)) == (
        ("alpha",),
        "Jede Wahlmöglichkeit müssen 2 bewerten; weniger dürfen es bei: Alpha.",
    )


def test_down_the_list_until_the_money_is_spent_and_not_below_the_least_points(process, towns):
    rule = replace(RULE, seats=0, budget=100_00, threshold=Fraction(1, 2))
    round = a_round(process, rule, voters=towns[:2])
    for key, cost in (("alpha", 60), ("beta", 50), ("gamma", 40)):
        option = round.options.get(key=key)
        option.cost = cost
        option.save()
    opened(round)
    for town in towns[:2]:
        said = marks(alpha=(9, 9, 1), beta=(8, 8, 1), gamma=(4, 4, 1))
        a_paper(a_voter(round, town), said)

    result = a_result(round)

    reasons = {one.key: one.reason.council for one in shown(result).chambers[0].places}
    assert (counted(result).chosen, counted(result).spent, reasons) == (
        ("alpha",),
        60_00,
        {
            "alpha": "„Alpha“ steht auf Platz 1 von 3 mit 90 von 100 Punkten. Die meisten davon "
            "kommen von: Wirkung 54 und Aufwand 36.",
            "beta": "„Beta“ steht auf Platz 2 von 3 mit 80 von 100 Punkten. Die meisten davon "
            "kommen von: Wirkung 48 und Aufwand 32. Nicht gewählt: es kostet 50 €, und 40 € sind "
            "übrig.",
            "gamma": "„Gamma“ steht auf Platz 3 von 3 mit 40 von 100 Punkten. Die meisten davon "
            "kommen von: Wirkung 24 und Aufwand 16. Nicht gewählt: nötig sind mindestens 50 Punkte.",
        },
    )


def test_the_page_says_other_rules_weights_and_marks(office, process, towns):
    round = rated(
        process,
        towns[:2],
        marks(alpha=(9, 1, 1), beta=(4, 9, 1), gamma=(1, 1, 1)),
        marks(alpha=(9, 1, 1), beta=(4, 9, 1), gamma=(1, 1, 1)),
    )
    a_result(round)

    page = office.get("/verfahren/muster/abstimmungen/themen/ergebnis/").text
    panel = panels_from(round.result.panels)[0]

    assert (
        "Alle Kriterien wiegen gleich" in page,
        "Am nächsten am Besten von allen (TOPSIS)" in page,
        "Alle Bewertungen" in page,
        [(turn.criterion, turn.leaders) for turn in panel.appraised.turns],
        sum(panel.appraised.leads.values()),
    ) == (True, True, True, [("wirkung", ("alpha",)), ("aufwand", ("alpha",))], 1)


def test_the_office_names_criteria_row_by_row(office, process, towns):
    round = a_round(process, replace(RULE, criteria=()), voters=towns)
    page = "/verfahren/muster/abstimmungen/themen/kriterien/"
    rows = {
        "label-0": "Wirkung",
        "weight-0": "60",
        "best-0": "alle merken es",
        "label-1": "Rechtlich möglich",
        "must-1": "on",
    }

    unpublished = office.post(
        "/verfahren/muster/abstimmungen/themen/veroeffentlichen/", follow=True
    )
    bare = office.post(page, {"label-0": "Wirkung", "weight-1": "3"})
    office.post(page, rows)

    assert (
        "Bitte nennen Sie mindestens ein Kriterium, das etwas wiegt." in unpublished.text,
        bare.status_code,
        "Bitte sagen Sie, wie viel es wiegt, oder dass es ein Muss ist." in bare.text,
        "Bitte geben Sie dem Kriterium einen Namen." in bare.text,
        rule_of(Round.objects.get(pk=round.pk)).criteria,
    ) == (
        True,
        422,
        True,
        True,
        (
            Asked("wirkung", "Wirkung", 60, best="alle merken es"),
            Asked("rechtlich-moeglich", "Rechtlich möglich", is_must=True),
        ),
    )


def test_a_scorer_votes_by_link_without_a_script(client, process, towns):
    round = opened(a_round(process, RULE, voters=towns))
    voter = a_voter(round, towns[0])
    a_link(voter, token="eins")
    alpha = round.options.get(key="alpha").pk
    data = {f"r-{alpha}-wirkung": "7", f"r-{alpha}-aufwand": "3", f"r-{alpha}-recht": "1"}

    review = client.post("/stimme/eins/", data | {"step": "review", "seen": 0}).text
    client.post("/stimme/eins/", data | {"step": "cast", "seen": 0})

    assert (
        "Alpha: Wirkung 7, Aufwand 3, Rechtlich möglich erfüllt" in review,
        Paper.objects.get().content,
        Voter.objects.get(pk=voter.pk).has_voted,
    ) == (
        True,
        '{"ratings":[["alpha","aufwand","3"],["alpha","recht","1"],["alpha","wirkung","7"]]}',
        True,
    )


def test_a_result_of_marks_leaves_as_paper_and_table(office, process, towns):
    round = rated(process, towns[:2], marks(alpha=(9, 1, 1)), marks(alpha=(9, 1, 1)))
    a_result(round)
    page = "/verfahren/muster/abstimmungen/themen/ergebnis/datei/"

    assert [office.get(f"{page}{name}/").status_code for name in ("csv", "xlsx")] == [200, 200]


def test_criteria_are_chosen_before_the_rule_is_published(process, towns):
    round = opened(a_round(process, RULE, voters=towns))

    with pytest.raises(actions.PublishedError):
        actions.choose_criteria(round=round, criteria=(), by=OFFICE, at=AT)
