"""Rules in plain words: what "so wird gezählt" says above every ballot and every result."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook, Weighting


def rule_in_words(rule: Rulebook) -> tuple[str, ...]:
    """A rule as sentences: what to do, how it is counted, what wins, who counts how much."""
    return tuple(_sentences(rule))


def rule_in_one_sentence(rule: Rulebook) -> str:
    """How it is counted, in one sentence."""
    return method_in_words(rule)


def _sentences(rule: Rulebook) -> Iterator[str]:
    yield task_in_words(rule)
    yield method_in_words(rule)
    if rule.is_choosing:
        yield chosen_in_words(rule)
    yield from _limits(rule)
    yield from _marks(rule)
    if not rule.is_scoring:
        yield weighting_in_words(rule)
    yield from _conditions(rule)
    if not rule.is_weighing:
        yield _(
            "What is equal in the end is settled by a lot that was drawn and published before the "
            "vote."
        )
    yield (
        _("Papers are secret: after the end nobody can see who handed in which one.")
        if rule.is_secret
        else _("Papers are named: after the end everybody inside can read who voted how.")
    )


def task_in_words(rule: Rulebook) -> str:
    """What to do with the paper."""
    match rule.form:
        case Form.APPROVAL:
            return _crosses(rule)
        case Form.POINTS:
            return ngettext(
                "You give %(number)d point, as you like.",
                "You share %(number)d points among the options, as you like.",
                rule.points,
            ) % {"number": rule.points}
        case _:
            words = {"top": rule.top}
            return _other_tasks()[rule.form] % words


def _other_tasks() -> dict[Form, str]:
    return {
        Form.SCORES: _("You give each option a mark from 0 to %(top)d; more is better."),
        Form.RANKING: _("You put the options in order: 1 for the best. Equal places are allowed."),
        Form.PAIRWISE: _("You compare two options at a time and say which one is better."),
        Form.SWING: _(
            "Imagine everything stood badly, and you could improve one thing: it gets 100 "
            "points. The others get as many as their improvement is worth beside it."
        ),
        Form.AHP: _("You compare two criteria at a time and say how much more one matters."),
        Form.SCORING: _(
            "You rate each option by each criterion, from 0 to %(top)d. Nobody sees your marks "
            "before their own are in."
        ),
    }


def _crosses(rule: Rulebook) -> str:
    if rule.most and rule.least:
        words = {"least": rule.least, "most": rule.most}
        return _("You mark what you find good: %(least)d to %(most)d crosses.") % words
    if rule.most:
        return ngettext(
            "You mark what you find good: at most %(number)d cross.",
            "You mark what you find good: at most %(number)d crosses.",
            rule.most,
        ) % {"number": rule.most}
    if rule.least:
        return ngettext(
            "You mark everything you find good: at least %(number)d cross.",
            "You mark everything you find good: at least %(number)d crosses.",
            rule.least,
        ) % {"number": rule.least}
    return _("You mark everything you find good.")


def method_in_words(rule: Rulebook) -> str:
    """How papers become an order."""
    is_points = rule.form is Form.POINTS
    return {
        Method.MOST: _("Points are added up; the most points come first.")
        if is_points
        else _("Crosses are added up; the most crosses come first."),
        Method.EQUAL_SHARES: _(
            "Every vote has an equal part of the money. An option wins when its supporters can "
            "pay for it together; so minorities get their share too."
        ),
        Method.PHRAGMEN: _(
            "All votes save up equally fast. As soon as the supporters of an option have saved "
            "enough, it wins, and their savings are spent."
        ),
        Method.MEAN: _("The mean of the marks counts; who gives no mark does not count there."),
        Method.MEDIAN: _(
            "The middle one of the marks counts, so that single extremes move little."
        ),
        Method.BORDA: _("For every option ranked below it, an option gets a point."),
        Method.SCHULZE: _(
            "Every option is compared with every other one; the winner is who wins the strongest "
            "chain of duels."
        ),
        Method.COPELAND: _("Every option is compared with every other one; won duels are counted."),
        Method.WEIGHTED: _(
            "Marks are multiplied by what the criterion weighs and added up; who misses a must is out."
        ),
        Method.MEAN_WEIGHT: _("Everybody's weights are averaged; how far they differ is shown."),
    }[rule.method]


def chosen_in_words(rule: Rulebook) -> str:
    """How many are chosen, or for how much money."""
    if rule.seats:
        return ngettext(
            "The first option is chosen.", "The first %(number)d options are chosen.", rule.seats
        ) % {"number": rule.seats}
    return _("Options are chosen as long as their costs fit into %(budget)s.") % {
        "budget": money(rule.budget or 0)
    }


def weighting_in_words(rule: Rulebook) -> str:
    """How much the paper of an organisation counts."""
    match rule.weighting:
        case Weighting.EQUAL:
            return _("Every organisation has one vote.")
        case Weighting.SQUARE_ROOT:
            return _("The vote of an organisation weighs as the square root of its inhabitants.")
        case Weighting.PROPORTIONAL if rule.cap is not None:
            return _(
                "The vote of an organisation weighs as its inhabitants, but never more than %(cap)s "
                "of all."
            ) % {"cap": percent(rule.cap)}
        case Weighting.PROPORTIONAL:
            return _("The vote of an organisation weighs as its inhabitants.")
        case Weighting.BANDS:
            bands = sorted(rule.bands, key=lambda band: band.population)
            return _("Votes by inhabitants: %(bands)s.") % {
                "bands": "; ".join(
                    ngettext(
                        "from %(people)s on %(votes)d vote",
                        "from %(people)s on %(votes)d votes",
                        band.votes,
                    )
                    % {"people": number(band.population), "votes": band.votes}
                    for band in bands
                )
            }


def _conditions(rule: Rulebook) -> Iterator[str]:
    if rule.quorum:
        yield _("The result counts if at least %(quorum)s of those entitled take part.") % {
            "quorum": percent(rule.quorum)
        }
    if rule.double_majority:
        yield _(
            "An option also needs more than half of the organisations that vote, and of their "
            "inhabitants."
        )
    if rule.consent:
        yield _("An option that costs organisations something needs the cross of each of them.")
    if rule.proxies:
        yield ngettext(
            "An organisation may vote for %(number)d other one that asks for it.",
            "An organisation may vote for up to %(number)d others that ask for it.",
            rule.proxies,
        ) % {"number": rule.proxies}
    if rule.heads_only:
        yield _("The paper is handed in by the head of the organisation; others may prepare it.")


def _limits(rule: Rulebook) -> Iterator[str]:
    if rule.group_cap is not None:
        yield _("No interest group gets more than %(cap)s of the budget.") % {
            "cap": percent(rule.group_cap)
        }
    if rule.own_caps:
        said = [f"{one.label} {money(one.cents)}" for one in rule.own_caps]
        yield _("Own shares altogether at most: %(caps)s.") % {"caps": "; ".join(said)}


def _marks(rule: Rulebook) -> Iterator[str]:
    """Criteria with their weights, musts, and what happens where marks differ."""
    if not rule.is_scoring:
        return
    whole = sum(one.weight for one in rule.criteria)
    weighed = [
        f"{one.label} {percent(Fraction(one.weight, whole))}" for one in rule.criteria if one.weight
    ]
    if weighed:
        yield _("Criteria: %(criteria)s.") % {"criteria": "; ".join(weighed)}
    musts = [one.label for one in rule.criteria if one.is_must]
    if musts:
        yield _("Musts: %(musts)s.") % {"musts": "; ".join(musts)}
    words = {"scorers": rule.scorers, "gap": percent(rule.gap_limit)}
    yield (
        _("At least %(scorers)d rate each option independently; with fewer it has no place.")
        % words
    )
    yield (
        _(
            "Marks further apart than %(gap)s of the scale are shown to those who gave them; they rate "
            "again, and without agreement the option has no place."
        )
        if rule.reconciles
        else _(
            "The mean of the marks counts; where they are further apart than %(gap)s of the scale, "
            "it is shown."
        )
    ) % words
    if rule.threshold:
        yield _("An option needs at least %(points)s of 100 points to be chosen.") % {
            "points": number(rule.threshold * 100)
        }


def money(cents: int, currency: str = "€") -> str:
    """An amount as people read it; euros unless said otherwise, "" for a currency nobody told."""
    amount = Decimal(cents) / 100
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{number_format(amount, decimal_pos=places, force_grouping=True)} {currency}".rstrip()


def number(value: Fraction | float) -> str:
    """A number with at most two digits behind the comma, and none where there is nothing."""
    exact = Fraction(value) if isinstance(value, int | Fraction) else Fraction(str(value))
    places = 0 if exact.denominator == 1 else 2
    return number_format(round(float(exact), places), decimal_pos=places, force_grouping=True)


def percent(part: Fraction) -> str:
    """A share in per cent."""
    share = part * 100
    places = 0 if share.denominator == 1 else 1
    return f"{number_format(round(float(share), places), decimal_pos=places)} %"
