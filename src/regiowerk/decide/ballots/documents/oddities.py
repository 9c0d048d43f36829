"""What is odd in an election file from elsewhere, in sentences that say what was made of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.decide.ballots.domain.pabulib import Finding

SHOWN = 20

WORDS = {
    "budget_missing": gettext_lazy("no budget is named; it counts as nothing"),
    "cost_missing": gettext_lazy("“%(value)s” has no cost; it counts as nothing"),
    "column_missing": gettext_lazy("the column “%(value)s” is missing"),
    "count_differs": gettext_lazy("the file says %(value)s, but there are more or fewer of them"),
    "duplicate_option": gettext_lazy("“%(value)s” stands twice; this row is left out"),
    "duplicate_voter": gettext_lazy("“%(value)s” hands in a second paper; this one is left out"),
    "negative_points": gettext_lazy("“%(value)s” takes something away from an option"),
    "not_a_number": gettext_lazy("“%(value)s” is not a number that can be counted; it is nothing"),
    "not_whole_cents": gettext_lazy("“%(value)s” is not a whole amount; it is rounded"),
    "points_missing": gettext_lazy(
        "the paper of “%(value)s” has more or fewer points than options"
    ),
    "repeated_option": gettext_lazy("“%(value)s” stands twice on one paper; it counts once"),
    "section_missing": gettext_lazy("the section %(value)s is missing"),
    "unknown_option": gettext_lazy("“%(value)s” is no option of this file; it is left out"),
    "unknown_vote_type": gettext_lazy(
        "“%(value)s” is no known kind of paper; it is read as crosses"
    ),
}


def oddity_lines(findings: tuple[Finding, ...]) -> Iterator[str]:
    """A heading and a line for each, at most `SHOWN`, and how many more there are."""
    if findings:
        text = ngettext(
            "%(number)d oddity in the file:", "%(number)d oddities in the file:", len(findings)
        )
        yield text % {"number": len(findings)}
    for one in findings[:SHOWN]:
        words = {"line": one.line, "words": WORDS[one.kind] % {"value": one.value}}
        yield (_("  line %(line)d: %(words)s") if one.line else "  %(words)s") % words
    if len(findings) > SHOWN:
        yield _("  and %(number)d more") % {"number": len(findings) - SHOWN}
