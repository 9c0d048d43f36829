"""An election as a value: options, voters, filled papers and a budget.  Pure.

Money is in cents.  What stands in `Option.cost` is what the common budget pays; the own shares of
organisations come on top of it.  A voter without a paper abstains and has no influence; a blank
paper takes part and supports nothing.  A voter with a conflict of interest keeps the vote for all
other options: whatever the paper says about the option in question is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

type Paper = Approval | Points | Scores | Ranking | Pairwise


class ElectionError(ValueError):
    """The parts of an election do not fit together."""


class DuplicateKeyError(ElectionError):
    """Two options or two voters carry the same key."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(kind, key)
        self.kind, self.key = kind, key


class UnknownOptionError(ElectionError):
    """`source` (a voter or an option) names an option that does not stand for election."""

    def __init__(self, source: str, option: str) -> None:
        super().__init__(source, option)
        self.source, self.option = source, option


class UnknownVoterError(ElectionError):
    """A paper by somebody who has no vote."""

    def __init__(self, voter: str) -> None:
        super().__init__(voter)
        self.voter = voter


class DuplicatePaperError(ElectionError):
    """A second paper by the same voter."""

    def __init__(self, voter: str) -> None:
        super().__init__(voter)
        self.voter = voter


class RepeatedOptionError(ElectionError):
    """A ranking names an option twice, a pair compares an option with itself or twice."""

    def __init__(self, voter: str, option: str) -> None:
        super().__init__(voter, option)
        self.voter, self.option = voter, option


class NegativeValueError(ElectionError):
    """A cost, an own share, a weight, a population, points or the budget below zero."""

    def __init__(self, kind: str, key: str, value: Fraction | int) -> None:
        super().__init__(kind, key, value)
        self.kind, self.key, self.value = kind, key, value


class MixedPapersError(ElectionError):
    """Papers of several kinds, which no rule may add up."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(kinds)
        self.kinds = kinds


class UnsuitablePapersError(ElectionError):
    """The method cannot read papers of this kind."""

    def __init__(self, method: str, kind: str) -> None:
        super().__init__(method, kind)
        self.method, self.kind = method, kind


@dataclass(frozen=True, slots=True)
class Option:
    """What is voted on.  `home` is the interest group it belongs to."""

    key: str
    cost: int = 0
    home: str | None = None
    own_shares: Mapping[str, int] = field(default_factory=dict)  # organisation -> cents
    needs: frozenset[str] = frozenset()  # options without which it cannot be chosen
    excludes: frozenset[str] = frozenset()  # in both directions
    conflicts: frozenset[str] = frozenset()  # voters without influence on it


@dataclass(frozen=True, slots=True)
class Voter:
    """Who votes.  A weight of two counts exactly like two voters with the same paper."""

    key: str
    chamber: str = ""
    stratum: str = ""
    population: int | None = None  # None: unknown
    weight: Fraction | int = 1


@dataclass(frozen=True, slots=True)
class Approval:
    """Crosses: all options the voter supports."""

    voter: str
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Points:
    """Points handed out; what is not named has none."""

    voter: str
    points: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scores:
    """A mark for each option looked at; what is not named was not judged."""

    voter: str
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Tiers from best to worst; within a tier all are equal, unnamed options stand below all."""

    voter: str
    tiers: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pairwise:
    """Comparisons made: in each pair the first was preferred to the second."""

    voter: str
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Election:
    """Options, voters, papers of one kind and the budget; checked when built."""

    options: tuple[Option, ...]
    voters: tuple[Voter, ...]
    papers: tuple[Paper, ...]
    budget: int = 0

    def __post_init__(self) -> None:
        _check_unique("option", (option.key for option in self.options))
        _check_unique("voter", (voter.key for voter in self.voters))
        _check_amounts(self)
        _check_references(self)
        _check_papers(self)

    @cached_property
    def option(self) -> Mapping[str, Option]:
        """By key."""
        return {option.key: option for option in self.options}

    @cached_property
    def voter(self) -> Mapping[str, Voter]:
        """By key."""
        return {voter.key: voter for voter in self.voters}

    @property
    def paper_kind(self) -> str:
        """`approval`, `points`, `scores`, `ranking`, `pairwise`; "" without papers."""
        return type(self.papers[0]).__name__.lower() if self.papers else ""

    @cached_property
    def participants(self) -> tuple[Voter, ...]:
        """Who handed in a paper, in the order of the papers."""
        return tuple(self.voter[paper.voter] for paper in self.papers)

    def support_of(self, paper: Paper) -> Mapping[str, int]:
        """What a paper of crosses, points or scores gives each option, conflicts left out."""
        match paper:
            case Approval():
                given: Mapping[str, int] = dict.fromkeys(paper.options, 1)
            case Points():
                given = paper.points
            case Scores():
                given = paper.scores
            case _:
                raise UnsuitablePapersError("support", self.paper_kind)
        return {
            key: value
            for key, value in given.items()
            if value and paper.voter not in self.option[key].conflicts
        }

    @cached_property
    def supports(self) -> tuple[Mapping[str, int], ...]:
        """`support_of` each paper, in the order of the papers."""
        return tuple(self.support_of(paper) for paper in self.papers)

    def votes(self) -> dict[str, Fraction]:
        """Weighted number of papers that support each option."""
        return self._sums(counted=True)

    def points(self) -> dict[str, Fraction]:
        """Weighted sum of the points each option got; a cross is one point."""
        return self._sums(counted=False)

    def _sums(self, *, counted: bool) -> dict[str, Fraction]:
        sums = {option.key: Fraction(0) for option in self.options}
        for voter, support in zip(self.participants, self.supports, strict=True):
            for key, value in support.items():
                sums[key] += Fraction(voter.weight) * (1 if counted else value)
        return sums


def named_options(paper: Paper) -> Iterator[str]:
    """Every option a paper names, as often as it does."""
    match paper:
        case Approval():
            yield from paper.options
        case Points():
            yield from paper.points
        case Scores():
            yield from paper.scores
        case Ranking():
            for tier in paper.tiers:
                yield from tier
        case Pairwise():
            for pair in paper.pairs:
                yield from pair


def _check_unique(kind: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DuplicateKeyError(kind, key)
        seen.add(key)


def _check_amounts(election: Election) -> None:
    _check_not_negative("budget", "", election.budget)
    for option in election.options:
        _check_not_negative("cost", option.key, option.cost)
        for share in option.own_shares.values():
            _check_not_negative("own_share", option.key, share)
    for voter in election.voters:
        _check_not_negative("weight", voter.key, voter.weight)
        _check_not_negative("population", voter.key, voter.population or 0)


def _check_not_negative(kind: str, key: str, value: Fraction | int) -> None:
    if value < 0:
        raise NegativeValueError(kind, key, value)


def _check_references(election: Election) -> None:
    known = election.option
    for option in election.options:
        for named in sorted(option.needs | option.excludes):
            if named not in known or named == option.key:
                raise UnknownOptionError(option.key, named)


def _check_papers(election: Election) -> None:
    kinds = {type(paper).__name__.lower() for paper in election.papers}
    if len(kinds) > 1:
        raise MixedPapersError(tuple(sorted(kinds)))
    seen: set[str] = set()
    for paper in election.papers:
        if paper.voter not in election.voter:
            raise UnknownVoterError(paper.voter)
        if paper.voter in seen:
            raise DuplicatePaperError(paper.voter)
        seen.add(paper.voter)
        _check_paper(paper, election.option)


def _check_paper(paper: Paper, known: Mapping[str, Option]) -> None:
    unknown = sorted({key for key in named_options(paper) if key not in known})
    if unknown:
        raise UnknownOptionError(paper.voter, unknown[0])
    match paper:
        case Points():
            for key, value in paper.points.items():
                _check_not_negative("points", key, value)
        case Scores():
            for key, value in paper.scores.items():
                _check_not_negative("score", key, value)
        case Ranking():
            _check_once(paper.voter, named_options(paper))
        case Pairwise():
            _check_pairs(paper)


def _check_once(voter: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise RepeatedOptionError(voter, key)
        seen.add(key)


def _check_pairs(paper: Pairwise) -> None:
    for better, worse in sorted(paper.pairs):
        if better == worse or (worse, better) in paper.pairs:
            raise RepeatedOptionError(paper.voter, better)
