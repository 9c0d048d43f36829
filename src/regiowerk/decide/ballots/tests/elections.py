"""Small elections to count, and a way to draw them at random."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from regiowerk.decide.ballots.domain.elections import Approval, Election, Option, Points, Voter
from regiowerk.decide.ballots.domain.ties import TieRule

KEYS = "abcdef"
LOT = TieRule(lot=tuple(KEYS))


def crossed(
    costs: Mapping[str, int], papers: Iterable[str], budget: int, weights: Iterable[int] = ()
) -> Election:
    """Each paper is a word whose letters are the options it crosses; voters are v0, v1 ..."""
    filled = list(papers)
    heavy = [*weights] or [1] * len(filled)
    return Election(
        tuple(Option(key, cost) for key, cost in costs.items()),
        tuple(Voter(f"v{number}", weight=weight) for number, weight in enumerate(heavy)),
        tuple(Approval(f"v{number}", frozenset(paper)) for number, paper in enumerate(filled)),
        budget,
    )


def with_option(election: Election, key: str, **changes: object) -> Election:
    """The same election with one option changed."""
    options = tuple(
        replace(option, **changes) if option.key == key else option  # type: ignore[arg-type]
        for option in election.options
    )
    return replace(election, options=options)


def lackner_skowron() -> Election:
    """The running example of their book: twelve voters, seats for four of seven."""
    papers = ["ab"] * 3 + ["ac"] * 3 + ["ad"] * 2 + ["bcf", "e", "f", "g"]
    return crossed(dict.fromkeys("abcdefg", 1), papers, 4)


@st.composite
def drawn(draw: st.DrawFn, *, points: bool = False) -> Election:
    """Up to six options and seven voters, weights with halves, costs from nothing to too much."""
    costs = draw(st.lists(st.integers(0, 12), min_size=1, max_size=len(KEYS)))
    keys = KEYS[: len(costs)]
    scores = st.dictionaries(st.sampled_from(keys), st.integers(0, 3))
    sheets = draw(st.lists(scores, max_size=7))
    weights = draw(st.lists(st.integers(0, 4), min_size=len(sheets), max_size=len(sheets)))
    voters = tuple(
        Voter(f"v{number}", weight=Fraction(weight, 2)) for number, weight in enumerate(weights)
    )
    papers = tuple(
        Points(f"v{number}", sheet) if points else Approval(f"v{number}", frozenset(sheet))
        for number, sheet in enumerate(sheets)
    )
    options = tuple(Option(key, cost) for key, cost in zip(keys, costs, strict=True))
    return Election(options, voters, papers, draw(st.integers(0, 30)))
