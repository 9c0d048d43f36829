"""Equal Shares beside pabutools: the same winners, and how many times as fast.

Run it with `bin/oracles bench`; without pabutools only our own times are told.  Times are computing time of
this process on one thread; ours the smallest of several, theirs one run.  Both start from an election
that is laid out already, ours with its papers weighed too, as it is for every count after the first; the
row below tells it with the weighing.  Other winners end it with an error.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded

import numpy as np

from benchmarks.citizens import EURO, drawn_election, rule_of
from regiowerk.decide.ballots.domain.elections import Approval, Election
from regiowerk.decide.ballots.domain.robustness import bootstrap
from regiowerk.decide.ballots.domain.winning import Counts

DRAWS = 1_000
TRIED = 10  # draws that are measured; all of them take as long on average

type Say = Callable[[str], None]


class OtherWinnersError(Exception):
    """Ours are not those of pabutools."""


def measure(say: Say) -> None:
    """One table; OtherWinnersError where winners differ."""
    gc.disable()  # millions of papers would be looked through while somebody else's clock runs
    say("| what | ours ms | pabutools, exact, ms | ratio | target |")
    say("|---|---:|---:|---:|---:|")
    _base(say)
    _completed(say)


def _base(say: Say) -> None:
    what = "Equal Shares, 200 options, 100,000 voters"
    election = drawn_election(options=200, voters=100_000, crosses=8, euros_each=20)
    begin = time.process_time()
    counts = Counts(election, rule_of(election, completed=False))
    laid_out = time.process_time() - begin
    ours = _best(counts.winners, 10)
    theirs = _theirs(what, election, counts.winners(), {})
    _row(say, what, ours, theirs, 3000)
    once = np.ones(len(election.participants), dtype=np.int64)
    _row(
        say,
        "… papers weighed anew each time",
        _best(lambda: counts.winners(once), 10),
        theirs,
        None,
    )
    say(f"| … laying out the papers once | {1000 * laid_out:,.0f} | | | |")


def _completed(say: Say) -> None:
    """A citizens' election of the size and outcome of a Polish town."""
    election = drawn_election(options=60, voters=6_500, crosses=4, euros_each=120, districts=8)
    rule = rule_of(election, completed=True)
    counts = Counts(election, rule)
    winners = counts.winners()
    what = f"One count with completion, 6,500 voters, {len(winners)} of 60 win"
    theirs = _theirs(what, election, winners, {"voter_budget_increment": 1})
    _row(say, what, _best(counts.winners, 3), theirs, None)
    tried = _best(lambda: bootstrap(election, rule, draws=TRIED), 1) / TRIED * DRAWS
    many = None if theirs is None else theirs * DRAWS
    _row(say, f"{DRAWS:,} draws of it, from {TRIED}", tried, many, 500)


def _theirs(
    what: str, election: Election, winners: tuple[str, ...], more: dict[str, Any]
) -> float | None:
    if not find_spec("pabutools"):
        return None
    instance, profile, rule = as_pabutools(election)
    begin = time.process_time()
    found = rule(instance, profile, **more)
    seconds = time.process_time() - begin
    if sorted(project.name for project in found) != sorted(winners):
        raise OtherWinnersError(what)
    return seconds


def as_pabutools(election: Election) -> tuple[Any, Any, Callable[..., Any]]:
    """Their instance and profile of an election of crosses, and their rule with utility by cost."""
    model, rules = import_module("pabutools.election"), import_module("pabutools.rules")
    fraction = import_module("pabutools.fractions").frac
    projects = {
        option.key: model.Project(option.key, fraction(option.cost, EURO))
        for option in election.options
    }
    instance = model.Instance(projects.values(), budget_limit=fraction(election.budget, EURO))
    profile = model.ApprovalProfile(
        model.ApprovalBallot(projects[key] for key in paper.options)
        for paper in election.papers
        if isinstance(paper, Approval)
    )

    def rule(*args: Any, **more: Any) -> Any:
        return rules.method_of_equal_shares(*args, sat_class=model.Cost_Sat, **more)

    return instance, profile, rule


def _row(say: Say, what: str, ours: float, theirs: float | None, target: int | None) -> None:
    shown = "" if theirs is None else f"{1000 * theirs:,.0f}"
    ratio = "" if theirs is None else f"{theirs / ours:,.0f}"
    say(f"| {what} | {1000 * ours:,.1f} | {shown} | {ratio} | {target or ''} |")


def _best(run: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        begin = time.process_time()
        run()
        found.append(time.process_time() - begin)
    return min(found)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    try:
        measure(_say)
    except OtherWinnersError as wrong:
        _say(f"OTHER WINNERS: {wrong}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
