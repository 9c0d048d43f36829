"""An election checks that its parts fit together."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    DuplicateKeyError,
    DuplicatePaperError,
    Election,
    MixedPapersError,
    NegativeValueError,
    Option,
    Pairwise,
    Points,
    Ranking,
    RepeatedOptionError,
    Scores,
    UnknownOptionError,
    UnknownVoterError,
    UnsuitablePapersError,
    Voter,
)

OPTIONS = (Option("bus", 100), Option("pool", 200, conflicts=frozenset({"elm"})))
VOTERS = (Voter("elm", weight=2), Voter("oak"))


def papers(*filled: Approval | Points | Scores | Ranking | Pairwise) -> Election:
    return Election(OPTIONS, VOTERS, filled, 1000)


def test_votes_are_weighted_and_leave_out_conflicts() -> None:
    election = papers(
        Approval("elm", frozenset({"bus", "pool"})), Approval("oak", frozenset({"pool"}))
    )
    assert election.votes() == {"bus": Fraction(2), "pool": Fraction(1)}


def test_points_are_added_and_a_zero_is_no_support() -> None:
    election = papers(Points("elm", {"bus": 3}), Points("oak", {"bus": 0, "pool": 4}))
    assert (election.points(), election.votes()) == (
        {"bus": Fraction(6), "pool": Fraction(4)},
        {"bus": Fraction(2), "pool": Fraction(1)},
    )


def test_without_papers_nobody_takes_part() -> None:
    election = papers()
    assert (election.paper_kind, election.participants, election.votes()) == (
        "",
        (),
        {"bus": Fraction(0), "pool": Fraction(0)},
    )


def test_rankings_carry_no_support() -> None:
    with pytest.raises(UnsuitablePapersError) as caught:
        papers(Ranking("oak", (frozenset({"bus"}),))).votes()
    assert (caught.value.method, caught.value.kind) == ("support", "ranking")


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: papers(Approval("oak", frozenset({"spa"}))), UnknownOptionError),
        (lambda: papers(Approval("ash", frozenset())), UnknownVoterError),
        (
            lambda: papers(Approval("oak", frozenset()), Approval("oak", frozenset())),
            DuplicatePaperError,
        ),
        (lambda: papers(Points("oak", {"bus": -1})), NegativeValueError),
        (lambda: papers(Scores("oak", {"bus": -1})), NegativeValueError),
        (lambda: papers(Approval("oak", frozenset()), Points("elm", {})), MixedPapersError),
        (
            lambda: papers(Ranking("oak", (frozenset({"bus"}), frozenset({"bus"})))),
            RepeatedOptionError,
        ),
        (lambda: papers(Pairwise("oak", frozenset({("bus", "bus")}))), RepeatedOptionError),
        (
            lambda: papers(Pairwise("oak", frozenset({("bus", "pool"), ("pool", "bus")}))),
            RepeatedOptionError,
        ),
        (lambda: Election((Option("a"), Option("a")), (), ()), DuplicateKeyError),
        (lambda: Election((), (Voter("a"), Voter("a")), ()), DuplicateKeyError),
        (lambda: Election((Option("a", -1),), (), ()), NegativeValueError),
        (lambda: Election((Option("a", own_shares={"elm": -1}),), (), ()), NegativeValueError),
        (lambda: Election((), (Voter("a", weight=-1),), ()), NegativeValueError),
        (lambda: Election((), (Voter("a", population=-1),), ()), NegativeValueError),
        (lambda: Election((), (), (), -1), NegativeValueError),
        (lambda: Election((Option("a", needs=frozenset({"b"})),), (), ()), UnknownOptionError),
        (lambda: Election((Option("a", excludes=frozenset({"a"})),), (), ()), UnknownOptionError),
    ],
)
def test_what_does_not_fit_is_refused(
    build: Callable[[], Election], error: type[Exception]
) -> None:
    with pytest.raises(error):
        build()
