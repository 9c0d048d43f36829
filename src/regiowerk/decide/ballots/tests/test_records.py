"""A record can be counted again by anybody."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    ElectionError,
    Option,
    Pairwise,
    Points,
    Ranking,
    Scores,
    Voter,
)
from regiowerk.decide.ballots.domain.greedy import Greedy
from regiowerk.decide.ballots.domain.knapsack import Knapsack
from regiowerk.decide.ballots.domain.limits import Limits
from regiowerk.decide.ballots.domain.phragmen import Phragmen
from regiowerk.decide.ballots.domain.reading import UnknownRuleError, read_election
from regiowerk.decide.ballots.domain.records import (
    BrokenRecordError,
    Difference,
    Replayed,
    UnknownFormatError,
    digest,
    record,
    replay,
)
from regiowerk.decide.ballots.domain.selecting import Rule, select
from regiowerk.decide.ballots.domain.shares import AddOne, EqualShares
from regiowerk.decide.ballots.tests.elections import LOT, crossed, drawn

RULES: list[Rule] = [
    EqualShares(ties=LOT),
    EqualShares("points", AddOne(1, "exhaustive"), fill=True, ties=LOT),
    Greedy("points_per_cost", ties=LOT),
    Knapsack(ties=LOT),
    Phragmen(ties=LOT),
]
SMALL = crossed({"a": 6, "b": 5}, ["ab", "b"], 10)
LIMITS = Limits(Fraction(1, 2), {"elm": 3}, 1)


def recorded(election: Election, rule: Rule, limits: Limits | None = None) -> bytes:
    return record(election, rule, select(election, rule, limits), limits)


def test_a_record_is_frozen() -> None:
    assert digest(recorded(SMALL, RULES[0])) == (
        "b1d28bef15a4800d1278144a3e1c87a27fd87e392dd3b0a41cdc8a1c21a6f75c"
    )


def test_whole_numbers_and_fractions_are_words() -> None:
    content = json.loads(recorded(SMALL, RULES[0], LIMITS))
    assert (content["format"], content["limits"], content["election"]["papers"][0]) == (
        "regiowerk-decision/1",
        {"home_cap": "1/2", "min_votes": "1", "own_share_caps": {"elm": "3"}},
        {"kind": "approval", "options": ["a", "b"], "voter": "v0"},
    )


@settings(max_examples=40, deadline=None)
@given(drawn(points=True), st.sampled_from(RULES))
def test_counting_a_record_again_gives_the_record(election: Election, rule: Rule) -> None:
    assert replay(recorded(election, rule, LIMITS)) == Replayed(())


@settings(max_examples=20, deadline=None)
@given(drawn(), st.sampled_from(RULES))
def test_the_order_of_voters_and_options_leaves_no_trace(election: Election, rule: Rule) -> None:
    turned = Election(
        election.options[::-1], election.voters[::-1], election.papers[::-1], election.budget
    )
    assert recorded(turned, rule) == recorded(election, rule)


def test_a_changed_result_is_named() -> None:
    forged = record(SMALL, RULES[0], replace(select(SMALL, RULES[0]), winners=("a",), spent=6))
    assert replay(forged).differences == (
        Difference("selection.spent", "6", "5"),
        Difference("selection.winners[0]", "a", "b"),
    )


def test_a_changed_paper_is_named_by_its_digest() -> None:
    forged = recorded(SMALL, RULES[0]).replace(b'"stretched":"10"', b'"stretched":"11"')
    assert [difference.path for difference in replay(forged).differences] == [
        "selection.stretched",
        "digests.selection",
    ]


def test_what_is_missing_is_named() -> None:
    forged = record(
        SMALL, RULES[0], replace(select(SMALL, RULES[0]), refusals=(), winners=("b", "a"))
    )
    assert [d.path for d in replay(forged).differences] == [
        "selection.refusals[0]",
        "selection.winners[1]",
    ]


def test_a_record_without_its_lot_is_not_counted_by_chance() -> None:
    election = crossed({"a": 5, "b": 5}, ["ab"], 5)
    selection = select(election, RULES[0])
    forged = replay(record(election, EqualShares(), selection))
    unsettled = Difference("selection.unsettled", None, '["a","b"]')
    assert [d for d in forged.differences if d.path == unsettled.path] == [unsettled]


def test_all_kinds_of_papers_come_back() -> None:
    options, voters = (Option("a", needs=frozenset("b")), Option("b")), (Voter("v", population=3),)
    for paper in (
        Approval("v", frozenset("a")),
        Points("v", {"a": 2}),
        Scores("v", {"b": 0}),
        Ranking("v", (frozenset("b"), frozenset("a"))),
        Pairwise("v", frozenset({("a", "b")})),
    ):
        election = Election(options, voters, (paper,), 7)
        content = json.loads(record(election, RULES[0], select(SMALL, RULES[0])))
        assert read_election(content["election"]) == election


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format":"regiowerk-decision/1"}', b"\xff"])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenRecordError):
        replay(content)


def changed(**parts: object) -> bytes:
    return json.dumps({**json.loads(recorded(SMALL, RULES[0])), **parts}).encode()


def test_other_formats_and_rules_are_refused() -> None:
    with pytest.raises(UnknownFormatError) as caught:
        replay(changed(format="regiowerk-decision/2"))
    assert caught.value.name == "regiowerk-decision/2"
    with pytest.raises(UnknownRuleError) as unknown:
        replay(changed(rule={"name": "dice", "version": "1"}))
    assert (unknown.value.name, unknown.value.version) == ("dice", "1")


def test_broken_parts_are_refused() -> None:
    rule = json.loads(recorded(SMALL, RULES[0]))["rule"]
    for broken in (
        {"fill": "yes"},
        {"utility": "x"},
        {"lam": "1/0"},
        {"add_one": {"step": "1", "stop": ""}},
    ):
        with pytest.raises(BrokenRecordError):
            replay(changed(rule={**rule, **broken}))
    with pytest.raises(ElectionError):
        replay(changed(election={"budget": "-1", "options": [], "voters": [], "papers": []}))
