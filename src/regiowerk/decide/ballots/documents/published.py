"""What is said of an election from elsewhere when it is counted again by its published rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.documents.oddities import oddity_lines
from regiowerk.decide.ballots.domain.pabulib import PbFile
from regiowerk.decide.ballots.domain.published import (
    COMPARED,
    NAMES,
    Figure,
    Recount,
    Variant,
)
from regiowerk.decide.ballots.domain.shares import EqualShares
from regiowerk.decide.ballots.queries.words import money, number

RULES = (*NAMES, *(f"{name}{COMPARED}" for name in NAMES if name.startswith("equalshares")))
UTILITIES = ("cost", "count", "points", "points_cost")
SHOWN = 20  # options in one line


@dataclass(frozen=True, slots=True)
class Asked:
    """The rule to count a .pb file by; "" is the one in the file."""

    rule: str = ""
    variant: Variant = field(default_factory=Variant)


def published_lines(read: PbFile, found: Recount, others: Iterable[Variant]) -> Iterator[str]:
    """The result with its figures, what the file says of it, and which variants give what it says."""
    yield from oddity_lines(read.findings)
    selection, election = found.selection, found.election
    currency = _currency(read)
    yield (
        _("%(winners)d of %(options)d options chosen, %(spent)s of %(budget)s spent:")
        % {
            "winners": len(selection.winners),
            "options": len(election.options),
            "spent": money(selection.spent, currency),
            "budget": money(election.budget, currency),
        }
    )
    yield from _winners(found, currency)
    yield from _reservations(found)
    yield from _verdict(found, others)


def _currency(read: PbFile) -> str:
    """As it is written behind an amount; nothing where the file names none."""
    named = read.meta.get("currency", "").strip()
    return "€" if named == "EUR" else named[:SHOWN]


def _winners(found: Recount, currency: str) -> Iterator[str]:
    figures = {one.option: one for one in found.figures}
    for key in found.selection.winners:
        if isinstance(found.rule, EqualShares) and key in figures:
            yield _paid(figures[key], currency)
        else:
            votes = number(found.election.votes()[key])
            yield _("  %(option)s: votes %(votes)s") % {"option": key, "votes": votes}


def _paid(one: Figure, currency: str) -> str:
    words = {
        "option": one.option,
        "votes": number(one.votes),
        "effective": number(one.effective_votes),
        "highest": f"{number(one.highest / 100)} {currency}".rstrip(),
    }
    return (
        _("  %(option)s: votes %(votes)s, effective %(effective)s, at most %(highest)s each")
        % words
    )


def _reservations(found: Recount) -> Iterator[str]:
    """What a reader of the result should know."""
    if found.is_settled_by_order:
        yield _("Options were equal in everything; the order of the file decided.")
    if found.misstated:
        words = {"options": ", ".join(found.misstated[:SHOWN])}
        yield _("The file states other votes than its papers have: %(options)s") % words
    if found.comparison is not None:
        words = {
            "shares": number(found.comparison.shares),
            "greedy": number(found.comparison.greedy),
        }
        yield (
            _(
                "Beside the list by votes: %(shares)s get more from equal shares, %(greedy)s from the list."
            )
            % words
        )


def _verdict(found: Recount, others: Iterable[Variant]) -> Iterator[str]:
    if found.agrees is None:
        yield _("The file tells no result to compare with.")
        return
    if found.agrees:
        yield _("Counted again: the result is the published one.")
        return
    yield _("Counted again: the result is not the published one.")
    if found.gained:
        yield _("  chosen here only: %(options)s") % {"options": ", ".join(sorted(found.gained))}
    if found.lost:
        yield _("  published only: %(options)s") % {"options": ", ".join(sorted(found.lost))}
    for one in others:
        yield _("The published result comes with: %(switches)s") % {"switches": _switches(one)}


def _switches(variant: Variant) -> str:
    """A variant as it is asked for."""
    usual = Variant()
    told = [f"--utility {variant.utility}"] if variant.utility != usual.utility else []
    told += ["--stop-when-full"] if variant.stops else []
    told += ["--fractions"] if not variant.is_rounded else []
    return " ".join(told) or _("no switch")
