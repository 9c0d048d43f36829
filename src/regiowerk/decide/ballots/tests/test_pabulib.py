"""Files of pabulib.org are read tolerantly and written exactly."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings, strategies as st

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Pairwise,
    Paper,
    Points,
    Ranking,
    Scores,
    UnsuitablePapersError,
    Voter,
)
from regiowerk.decide.ballots.domain.pabulib import Finding, PbFile, Published, from_pb
from regiowerk.decide.ballots.domain.pabulib_writing import UnwritableKeyError, to_pb
from regiowerk.decide.ballots.tests.elections import drawn

PLAIN = """META
key;value
description;A village
num_projects;2
num_votes;2
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name;votes
1;600;Pond;2
2;400.50;"Bench; green";1
VOTES
voter_id;age;vote
a;30;1,2
b;;1
"""


def test_a_file_is_read() -> None:
    assert from_pb(PLAIN) == PbFile(
        Election(
            (Option("1", 60_000), Option("2", 40_050)),
            (Voter("a"), Voter("b")),
            (Approval("a", frozenset("12")), Approval("b", frozenset("1"))),
            100_000,
        ),
        {
            "description": "A village",
            "num_projects": "2",
            "num_votes": "2",
            "budget": "1000",
            "vote_type": "approval",
        },
        (),
        Published(votes={"1": 2, "2": 1}),
    )


def test_points_and_rankings_are_read() -> None:
    points = PLAIN.replace("approval", "cumulative").replace("age;vote", "points;vote")
    points = points.replace("a;30;", 'a;"3,4";').replace("b;;", "b;5;")
    ordinal = PLAIN.replace("approval", "ordinal")
    assert (from_pb(points).election.papers, from_pb(ordinal).election.papers) == (
        (Points("a", {"1": 3, "2": 4}), Points("b", {"1": 5})),
        (
            Ranking("a", (frozenset("1"), frozenset("2"))),
            Ranking("b", (frozenset("1"),)),
        ),
    )


ODD = """\ufeffmeta\r
key;value\r
num_votes;9\r
vote_type;cumulative\r
budget;12,345\r
\r
projects\r
project_id;cost\r
1;x\r
1;5\r
2;\r
3;-4\r
votes\r
voter_id;vote;points;weight\r
a;1,2,7;1,z,3;1/0\r
a;1;1;\r
b;1,1;2;-1\r
c;2;-2\r
"""


def test_what_is_odd_is_named_with_its_line() -> None:
    found = from_pb(ODD)
    assert found.election == Election(
        (Option("1"), Option("2"), Option("3")),
        (Voter("a", weight=Fraction(0)), Voter("b", weight=Fraction(0)), Voter("c")),
        (Points("a", {"1": 1, "2": 0}), Points("b", {"1": 2}), Points("c", {"2": 0})),
        1234,
    )
    assert found.findings == (
        Finding("not_a_number", 9, "x"),
        Finding("duplicate_option", 10, "1"),
        Finding("cost_missing", 11, "2"),
        Finding("not_a_number", 12, "-400"),
        Finding("not_a_number", 15, "1/0"),
        Finding("not_a_number", 15, "z"),
        Finding("unknown_option", 15, "7"),
        Finding("duplicate_voter", 16, "a"),
        Finding("not_a_number", 17, "-1"),
        Finding("points_missing", 17, "b"),
        Finding("negative_points", 18, "-2"),
        Finding("not_whole_cents", 5, "12,345"),
        Finding("count_differs", 3, "num_votes=9"),
    )


def test_an_empty_file_is_an_empty_election() -> None:
    assert from_pb("") == PbFile(
        Election((), (), ()),
        {},
        (
            Finding("section_missing", 0, "META"),
            Finding("section_missing", 0, "PROJECTS"),
            Finding("section_missing", 0, "VOTES"),
            Finding("unknown_vote_type", 0, ""),
            Finding("budget_missing", 0),
        ),
    )


def test_missing_columns_are_named() -> None:
    found = from_pb(
        "META\nkey;value\nbudget;1\nvote_type;x\nPROJECTS\nid;cost\n1;2\nVOTES\nid\nv\n"
    )
    assert found.findings == (
        Finding("column_missing", 6, "project_id"),
        Finding("unknown_vote_type", 4, "x"),
        Finding("column_missing", 9, "voter_id"),
    )


def test_a_repeated_cross_counts_once() -> None:
    found = from_pb(PLAIN.replace("a;30;1,2", "a;30;2,2"))
    assert (found.election.papers[0], found.findings) == (
        Approval("a", frozenset("2")),
        (Finding("repeated_option", 14, "2"),),
    )


def test_conditions_on_unknown_options_are_left_out() -> None:
    found = from_pb(
        PLAIN.replace("name;votes", "needs;excludes")
        .replace('"Bench; green";1', "")
        .replace("Pond;2", '"9,2";1')
    )
    assert (found.election.option["1"], found.findings) == (
        Option("1", 60_000, needs=frozenset("2")),
        (Finding("unknown_option", 0, "1"), Finding("unknown_option", 0, "9")),
    )


RICH = Election(
    (
        Option("1", 60_001, "north", {"elm": 5}, frozenset("2"), frozenset("3"), frozenset("a")),
        Option("2", 40_050),
        Option("3"),
    ),
    (Voter("a", "towns", "large", 7, Fraction(1, 2)), Voter("b"), Voter("silent")),
    (Approval("a", frozenset("12")), Approval("b", frozenset())),
    100_005,
)


def test_what_the_format_has_no_word_for_comes_back() -> None:
    assert from_pb(to_pb(RICH)) == PbFile(
        replace(RICH, voters=RICH.voters[:2]),
        {"num_projects": "3", "num_votes": "2", "budget": "1000.05", "vote_type": "approval"},
        (),
    )


@settings(max_examples=40, deadline=None)
@given(drawn(points=True), st.sampled_from([Points, Scores]))
def test_writing_and_reading_give_the_same(
    election: Election, kind: type[Points] | type[Scores]
) -> None:
    papers: tuple[Paper, ...] = tuple(
        kind(paper.voter, paper.points) for paper in election.papers if isinstance(paper, Points)
    )
    expected = replace(election, papers=papers)
    found = from_pb(to_pb(expected, {"description": "A; village"}))
    assert (found.findings, found.meta["description"]) == ((), "A; village")
    assert found.election == expected or not papers


def test_what_the_format_cannot_say_is_refused() -> None:
    options, voters = (Option("1"), Option("2")), (Voter("a"),)
    for paper in (Ranking("a", (frozenset("12"),)), Pairwise("a", frozenset({("1", "2")}))):
        with pytest.raises(UnsuitablePapersError):
            to_pb(Election(options, voters, (paper,)))
    assert "ordinal" in to_pb(Election(options, voters, (Ranking("a", (frozenset("1"),)),)))


@pytest.mark.parametrize("key", ["", "a,b", " a", "votes", "a\nb"])
def test_keys_that_would_break_the_file_are_refused(key: str) -> None:
    with pytest.raises(UnwritableKeyError) as caught:
        to_pb(Election((Option(key),), (), ()))
    assert caught.value.key == key
