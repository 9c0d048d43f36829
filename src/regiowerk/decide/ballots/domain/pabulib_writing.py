"""Elections as files of the library of participatory budgets (pabulib.org).  Pure.

Columns of our own are written only where they say something.  Reading the file again gives the same
election, without voters who handed in no paper.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from fractions import Fraction
from io import StringIO

from regiowerk.decide.ballots.domain.elections import (
    Approval,
    Election,
    Option,
    Paper,
    Points,
    Ranking,
    Scores,
    UnsuitablePapersError,
    Voter,
)
from regiowerk.decide.ballots.domain.pabulib import SECTIONS, VOTE_TYPES

FORBIDDEN = frozenset(',;:"\r\n')
TYPES = {kind: word for word, kind in VOTE_TYPES.items()}


class UnwritableKeyError(ValueError):
    """A key that is empty, starts or ends with a space, or holds a character the format uses."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def to_pb(election: Election, meta: Mapping[str, str] | None = None) -> str:
    """A file; raises UnwritableKeyError, or UnsuitablePapersError for pairs and tied rankings."""
    _check_keys(election)
    kind = election.paper_kind or "approval"
    if kind not in TYPES:
        raise UnsuitablePapersError("pabulib", kind)
    rows: list[list[str]] = [["META"], ["key", "value"]]
    rows += [[key, value] for key, value in _meta(election, kind, meta or {}).items()]
    rows += [["PROJECTS"], *_table(_option_columns(election))]
    rows += [["VOTES"], *_table(_vote_columns(election, kind))]
    sheet = StringIO()
    csv.writer(sheet, delimiter=";", lineterminator="\n").writerows(rows)
    return sheet.getvalue()


def _meta(election: Election, kind: str, meta: Mapping[str, str]) -> dict[str, str]:
    return {
        **meta,
        "num_projects": str(len(election.options)),
        "num_votes": str(len(election.papers)),
        "budget": _amount(election.budget),
        "vote_type": TYPES[kind],
    }


def _amount(cents: int) -> str:
    units, rest = divmod(cents, 100)
    return f"{units}.{rest:02}" if rest else str(units)


def _table(columns: Mapping[str, list[str]]) -> list[list[str]]:
    return [list(columns), *map(list, zip(*columns.values(), strict=True))]


def _option_columns(election: Election) -> dict[str, list[str]]:
    options = election.options
    columns = {
        "project_id": [option.key for option in options],
        "cost": [_amount(option.cost) for option in options],
    }
    return columns | _telling(
        {
            "home": [option.home or "" for option in options],
            "own_shares": [_shares(option) for option in options],
            "needs": [_listed(option.needs) for option in options],
            "excludes": [_listed(option.excludes) for option in options],
            "conflicts": [_listed(option.conflicts) for option in options],
        }
    )


def _shares(option: Option) -> str:
    return ",".join(f"{name}:{share}" for name, share in sorted(option.own_shares.items()))


def _vote_columns(election: Election, kind: str) -> dict[str, list[str]]:
    voters = election.participants
    sheets = [_written(paper) for paper in election.papers]
    columns = {
        "voter_id": [voter.key for voter in voters],
        "vote": [",".join(sheet) for sheet in sheets],
    }
    if kind in ("points", "scores"):
        columns["points"] = [",".join(map(str, sheet.values())) for sheet in sheets]
    return columns | _telling(
        {
            "weight": [_weight(voter) for voter in voters],
            "population": [
                "" if voter.population is None else str(voter.population) for voter in voters
            ],
            "stratum": [voter.stratum for voter in voters],
            "chamber": [voter.chamber for voter in voters],
        }
    )


def _weight(voter: Voter) -> str:
    return "" if voter.weight == 1 else str(Fraction(voter.weight))


def _written(paper: Paper) -> Mapping[str, int]:
    match paper:
        case Approval():
            return dict.fromkeys(sorted(paper.options), 1)
        case Points():
            return dict(sorted(paper.points.items()))
        case Scores():
            return dict(sorted(paper.scores.items()))
        case Ranking() if all(len(tier) == 1 for tier in paper.tiers):
            return {key: 1 for tier in paper.tiers for key in tier}
    raise UnsuitablePapersError("pabulib", type(paper).__name__.lower())


def _listed(keys: Iterable[str]) -> str:
    return ",".join(sorted(keys))


def _telling(columns: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {name: cells for name, cells in columns.items() if any(cells)}


def _check_keys(election: Election) -> None:
    for key in _keys(election):
        if not key or key != key.strip() or FORBIDDEN.intersection(key):
            raise UnwritableKeyError(key)
        if key.upper() in SECTIONS:
            raise UnwritableKeyError(key)


def _keys(election: Election) -> Iterable[str]:
    for option in election.options:
        yield option.key
        yield from option.own_shares
        yield from option.conflicts
        if option.home is not None:
            yield option.home
    for voter in election.participants:
        yield voter.key
        yield from filter(None, (voter.stratum, voter.chamber))
