"""Papers are counted once, the result is frozen, and secret papers are nobody's any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from regiowerk.decide.ballots import actions
from regiowerk.decide.ballots.domain.records import digest
from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.record import recount, result_of
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.models import Draft, Paper, Round, Voter, paper_id
from regiowerk.decide.ballots.tests.factories import (
    APPROVAL,
    OFFICE,
    a_draft,
    a_paper,
    a_result,
    a_round,
    a_voter,
    opened,
)
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import deeds
from regiowerk.ground.regions.tests.factories import a_municipality

pytestmark = pytest.mark.django_db

SECRET = replace(APPROVAL, is_secret=True)


@pytest.fixture
def towns(db):
    return [a_municipality(f"0599900{n}", f"Ort {n}") for n in range(4, 9)]


def crosses(*keys):
    return Marks(options=frozenset(keys))


def voted(process, towns, rule=APPROVAL, said=("alpha", "beta", "alpha", "alpha")):
    round = opened(a_round(process, rule, voters=towns))
    for town, key in zip(towns, said, strict=False):
        a_paper(a_voter(round, town), crosses(key))
    return round


def test_the_result_is_the_last_paper_of_each_and_can_be_counted_again(process, towns):
    round = voted(process, towns)
    a_paper(a_voter(round, towns[0]), crosses("beta"), seen=1)
    a_paper(a_voter(round, towns[3]), crosses("beta"), seen=1)

    result = a_result(round)

    content = result.record.encode()
    counted = result_of(content)[0]
    assert (
        counted.chosen,
        (counted.took_part, counted.entitled),
        {key: int(value) for key, value in counted.values.items()},
        result.record_hash == digest(content),
        recount(content).ok,
        deeds()[-1],
    ) == (
        ("beta",),
        (4, 5),
        {"alpha": 1, "beta": 3, "gamma": 0},
        True,
        True,
        ("round.counted", "Themen"),
    )


def test_the_announced_window_is_kept_unless_all_have_voted(process, towns):
    round = voted(process, towns)

    with pytest.raises(actions.TooEarlyError):
        actions.close_round(round=round, by=OFFICE, at=AT)
    a_paper(a_voter(round, towns[4]), crosses("alpha"))
    actions.close_round(round=round, by=OFFICE, at=AT)

    assert Round.objects.get().state == "counting"


def test_a_closed_round_is_not_closed_again(process, towns):
    round = voted(process, towns)
    a_result(round)

    with pytest.raises(actions.RoundStateError):
        a_result(round)


def test_after_closing_nothing_leads_from_an_organisation_to_its_secret_paper(process, towns):
    round = voted(process, towns, SECRET)
    a_paper(a_voter(round, towns[0]), crosses("gamma"), seen=1)
    a_draft(a_voter(round, towns[4]), crosses("gamma"))
    receipts = set(Paper.objects.values_list("receipt", flat=True))

    result = a_result(round)

    papers = list(Paper.objects.order_by("pk"))
    assert (
        [(one.voter, one.number, one.cast_at, one.cast_by) for one in papers],
        [one.pk for one in papers] == sorted(paper_id(one.receipt) for one in papers),
        {one.receipt for one in papers} < receipts,
        Draft.objects.count(),
        list(Voter.objects.order_by("pk").values_list("has_voted", "cast_number")),
        [town.key for town in towns if f'"voter":"{town.key}"' in result.record],
        recount(result.record.encode()).ok,
    ) == (
        [(None, None, None, "")] * 4,
        True,
        True,
        0,
        [(True, 0)] * 4 + [(False, 0)],
        [],
        True,
    )


def test_participation_in_a_secret_vote_is_told_without_a_time_of_its_own(process, towns):
    result = a_result(voted(process, towns, SECRET))

    told = [one for one in deeds() if one[0] in {"paper.cast", "voter.took_part"}]
    assert told == [("voter.took_part", f"Themen, {town}") for town in towns[:4]]
    assert result.round.state == "closed"


def test_a_secret_vote_of_too_few_is_not_counted_but_prolonged_or_cancelled(process, towns):
    round = voted(process, towns, SECRET, said=("alpha", "beta"))

    with pytest.raises(actions.TooFewForSecrecyError) as refused:
        a_result(round)
    actions.cancel_round(round=round, reason="Zu wenige", by=OFFICE, at=AT)

    assert (str(refused.value), Paper.objects.count(), Round.objects.get().state) == (
        "Von Stimmzetteln mit gleichem Gewicht wurden erst 2 abgegeben; für eine geheime "
        "Abstimmung braucht es 3. Bitte verlängern Sie die Abstimmung oder brechen Sie sie ab: "
        "Dann werden die Stimmzettel ungelesen vernichtet.",
        0,
        "cancelled",
    )


def test_nobody_voted(process, towns):
    result = a_result(opened(a_round(process, voters=towns)))

    counted = result_of(result.record.encode())[0]
    assert (counted.took_part, counted.is_quorate, counted.chosen) == (0, False, ())


def test_weights_are_averaged_and_dissent_is_kept(process, towns):
    round = opened(a_round(process, Rulebook(Form.SWING, Method.MEAN_WEIGHT), voters=towns[:2]))
    a_paper(a_voter(round, towns[0]), Marks(points={"alpha": 100, "beta": 100, "gamma": 0}))
    a_paper(a_voter(round, towns[1]), Marks(points={"alpha": 100, "beta": 0, "gamma": 100}))

    result = a_result(round)

    counted = result_of(result.record.encode())[0]
    assert {key: str(value) for key, value in counted.values.items()} == {
        "alpha": "1/2",
        "beta": "1/4",
        "gamma": "1/4",
    }
    assert '"consensus"' in result.panels
