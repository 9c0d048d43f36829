"""The paper for a council: two pages with proposal, reasons, cost, alternatives, and who decides."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.decide.ballots.queries.results import ChamberResult, Shown
from regiowerk.decide.ballots.queries.words import money, rule_in_words
from regiowerk.ground.documents.pdf import write_pdf

LANGUAGE = "de"  # councils read German
MOST_REASONS, MOST_OTHERS, MOST_FIRM, MOST_RULE = 6, 4, 5, 6


def council_paper(shown: Shown) -> bytes:
    """Two pages as tagged PDF."""
    with override(LANGUAGE):
        title = _("Council paper: %(title)s") % {"title": shown.result.round.title}
        return write_pdf(
            "ballots/results/council_paper.html",
            {**_context(shown), "running": title},
            language=LANGUAGE,
            title=title,
        )


def _context(shown: Shown) -> dict[str, object]:
    round = shown.result.round
    first = shown.chambers[0] if shown.chambers else None
    closed = timezone.localdate(round.closed_at) if round.closed_at else round.closes_on
    return {
        "round": round,
        "process": round.process,
        "shown": shown,
        "first": first,
        "others": shown.chambers[1:],
        "closed": date_format(closed),
        "rule": rule_in_words(shown.rule)[:MOST_RULE],
        "reasons": _reasons(first) if first else (),
        "next_ones": _next_ones(first) if first else (),
        "firm": first.firm[:MOST_FIRM] if first else (),
        "costs": _costs(shown, first) if first else "",
        "hash": shown.result.record_hash,
    }


def _reasons(first: ChamberResult) -> tuple[str, ...]:
    """Why what leads does; of many the first ones."""
    leading = [one.reason.council for one in first.places if one.is_leading and one.reason]
    return tuple(leading[:MOST_REASONS])


def _next_ones(first: ChamberResult) -> tuple[str, ...]:
    """What stands next, and why it does not lead."""
    rest = [one.reason.council for one in first.places if not one.is_leading and one.reason]
    return tuple(rest[:MOST_OTHERS])


def _costs(shown: Shown, first: ChamberResult) -> str:
    """What the chosen options cost altogether, as far as it is known."""
    leading = {one.key for one in first.places if one.is_leading}
    costs = [option.cost for option in shown.options if option.key in leading]
    known = [cost for cost in costs if cost is not None]
    if not known:
        return _("No costs are stated for the options of this vote.")
    words = {"sum": money(int(sum(known) * 100)), "missing": len(costs) - len(known)}
    if len(known) < len(costs):
        return _("%(sum)s altogether; for %(missing)d no costs are stated.") % words
    return _("%(sum)s altogether.") % words
