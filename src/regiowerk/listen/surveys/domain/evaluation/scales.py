"""Which answers of a question are steps of a scale, and how the answers lie on it.  Pure."""

from __future__ import annotations

from regiowerk.listen.surveys.domain.evaluation.tables import Figure, ResultTable, Veiled

# Codes that stand beside a scale where they end its list: "does not apply", "don't know".
BESIDE = frozenset({"none", "unknown", "not_ours", "not_applicable", "refused"})


def steps_of(table: ResultTable) -> tuple[int, ...]:
    """The places of the answers that are steps, in the author's order."""
    last = len(table.codes)
    while last > 2 and table.codes[last - 1] in BESIDE:
        last -= 1
    return tuple(range(last))


def shares_on(counts: tuple[Figure, ...], steps: tuple[int, ...]) -> tuple[float, ...]:
    """The share of each step among those that chose one; () where a step is not told."""
    chosen = [counts[place] for place in steps] if counts else []
    told = [one for one in chosen if not isinstance(one, Veiled)]
    total = sum(told)
    if not total or len(told) < len(chosen):
        return ()
    return tuple(one / total for one in told)


def beside(counts: tuple[Figure, ...], steps: tuple[int, ...]) -> int | None:
    """How many chose an answer beside the scale; None where that is not told."""
    rest = counts[len(steps) :]
    told = [one for one in rest if not isinstance(one, Veiled)]
    return sum(told) if len(told) == len(rest) else None
