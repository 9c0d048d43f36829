"""Faults of rules and flaws of papers in sentences that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.rounds.marks import Flaw
from regiowerk.decide.ballots.domain.rounds.rulebook import Fault, Rulebook


def fault_in_words(fault: Fault, rule: Rulebook) -> str:
    """Why a rule cannot be published."""
    return {
        Fault.METHOD: _("This way of counting does not fit this kind of paper."),
        Fault.SEATS_AND_BUDGET: _("Either a number of options or a budget decides, not both."),
        Fault.NO_BUDGET: _("This way of counting needs a number of options or a budget."),
        Fault.BUDGET: _(
            "This way of counting does not look at costs. Please leave the budget empty."
        ),
        Fault.MOST_BELOW_LEAST: _("The largest number of crosses is below the smallest one."),
        Fault.NO_POINTS: _("There has to be at least one point to give."),
        Fault.NO_BANDS: _("Please say from how many inhabitants on there are how many votes."),
        Fault.WEIGHTS_TELL: _(
            "A secret vote is possible with equal weights or with bands only: from a weight of its "
            "own everybody could tell whose paper it is."
        ),
        Fault.MAJORITY_TELLS: _(
            "Double majority and consent of those who pay need named papers: it has to be known "
            "who agreed."
        ),
        Fault.ALIKE: _("In a secret vote at least three papers have to carry the same weight."),
        Fault.NO_CRITERIA: _("Please name at least one criterion that weighs something."),
        Fault.SCORERS: _("At least two have to rate each option, independently of each other."),
        Fault.SCORES_TELL: _(
            "Who rates is named, and all of them count alike: please choose named papers and equal "
            "weights."
        ),
        Fault.LIMITS_WITHOUT_BUDGET: _(
            "Limits for interest groups and own shares need a budget. Please state one."
        ),
        Fault.APPROVAL_ONLY: _("Double majority and consent of those who pay need crosses."),
    }[fault]


def flaw_in_words(flaw: Flaw, rule: Rulebook, options: int) -> str:
    """What is wrong with a paper, and what to do."""
    least = min(rule.least or 1, options)
    return {
        Flaw.UNKNOWN: _("The paper names an option that is not part of this vote."),
        Flaw.EXCLUDED: _("Your organisation does not judge options that are its own cause."),
        Flaw.TWICE: _("An option stands in two places. Please give each of them one place."),
        Flaw.TOO_FEW: ngettext(
            "Please judge at least %(number)d option.",
            "Please judge at least %(number)d options.",
            least,
        )
        % {"number": least},
        Flaw.TOO_MANY: ngettext(
            "Please make at most %(number)d cross.",
            "Please make at most %(number)d crosses.",
            rule.most,
        )
        % {"number": rule.most},
        Flaw.TOO_MANY_POINTS: ngettext(
            "Please give at most %(number)d point altogether.",
            "Please give at most %(number)d points altogether.",
            rule.points,
        )
        % {"number": rule.points},
        Flaw.NO_POINTS: _("Please give at least one point."),
        Flaw.OUTSIDE: _("A number lies outside the scale."),
        Flaw.MISSING: _("Please answer everything: what is left out cannot be counted here."),
        Flaw.NO_TOP: _(
            "Please give 100 points to the most important step, and to no more than 100."
        ),
        Flaw.PARTLY: _("Please rate an option by every criterion, or not at all."),
        Flaw.SETTLED: _(
            "Others have rated by now. Only where marks are far apart you can rate again; please open "
            "the paper anew."
        ),
    }[flaw]
