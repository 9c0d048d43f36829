"""Why an option leads, and why not: the facts of the count in words for council, street and desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.explaining import Fact
from regiowerk.decide.ballots.domain.rounds.counting import Held
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.queries.rated import rated_words
from regiowerk.decide.ballots.queries.values import held_in_words, value_in_words
from regiowerk.decide.ballots.queries.words import money, number, percent

type Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """The same at three levels; every number in them stands in the facts."""

    council: str
    plain: str
    technical: str


def reason_of(rule: Rulebook, labels: Labels, key: str, facts: Sequence[Fact]) -> Reason:
    """Why an option leads, or why not."""
    by_kind = {fact.kind: fact for fact in facts}
    if "rated" in by_kind or "out" in by_kind:
        return _rated(rule, labels, key, by_kind)
    if "place" in by_kind:
        return _by_place(rule, labels, key, by_kind)
    if "chosen" in by_kind:
        return _paid(labels, key, by_kind)
    return _refused(rule, labels, key, by_kind)


def _by_place(rule: Rulebook, labels: Labels, key: str, facts: Mapping[str, Fact]) -> Reason:
    place = facts["place"].values
    words = {
        "name": labels[key],
        "place": str(place["place"]),
        "of": str(place["of"]),
        "value": value_in_words(rule, Fraction(place["value"])),
    }
    leads, held = _is_true(place["leads"]), facts.get("held_back")
    first = (
        _("“%(name)s” leads with %(value)s.")
        if leads
        else _("“%(name)s” stands in place %(place)s of %(of)s with %(value)s.")
    ) % words
    second = _held(held) if held else _against(rule, labels, facts.get("rival"), leads=leads)
    plain = (
        _("Most were for “%(name)s”.") % words
        if leads
        else _("Others found more support than “%(name)s”.") % words
    )
    technical = _("Place %(place)s of %(of)s; value %(exact)s.") % (
        words | {"exact": str(Fraction(place["value"]))}
    )
    return Reason(f"{first} {second}".strip(), _held(held) if held else plain, technical)


def _rated(rule: Rulebook, labels: Labels, key: str, facts: Mapping[str, Fact]) -> Reason:
    """Rated by criteria, and under a budget perhaps refused all the same."""
    council, plain, technical = rated_words(rule, labels, key, [*facts.values()])
    refused = facts.get("refused")
    if refused is None:
        return Reason(council, plain, technical)
    why = _("It is not chosen: %(reason)s.") % {"reason": _refusal(labels, rule, refused.values)}
    return Reason(f"{council} {why}", why, f"{technical} {why}")


def _held(fact: Fact) -> str:
    words = {"reason": held_in_words(Held(str(fact.values["reason"])))}
    return _("It is not chosen: %(reason)s.") % words


def _against(rule: Rulebook, labels: Labels, fact: Fact | None, *, leads: bool) -> str:
    """The lead on the best of the others, or what is missing to the last of those that lead."""
    if fact is None:
        return ""
    gap = Fraction(fact.values["gap"])
    words = {"other": labels[str(fact.values["option"])], "gap": value_in_words(rule, gap)}
    if not gap:
        return _("It is level with “%(other)s”; the lot that was published decides.") % words
    if leads:
        return _("That is %(gap)s more than “%(other)s”.") % words
    return _("To “%(other)s” %(gap)s are missing.") % words


def _paid(labels: Labels, key: str, facts: Mapping[str, Fact]) -> Reason:
    """Chosen under a budget."""
    chosen, votes = facts["chosen"].values, facts["votes"].values
    words = {
        "name": labels[key],
        "round": str(chosen["round"]),
        "votes": number(Fraction(votes["votes"])),
        "of": number(Fraction(votes["of"])),
    }
    council = [
        _("“%(name)s” is chosen in round %(round)s: %(votes)s of %(of)s votes support it.") % words
    ]
    technical = [_("Round %(round)s; votes %(votes)s of %(of)s.") % words]
    if "payers" in facts:
        paid = facts["payers"].values
        amount = {"voters": str(paid["voters"]), "amount": _money(paid["amount"])}
        council.append(_("Its %(voters)s supporters pay %(amount)s for it together.") % amount)
    if "price" in facts:
        price = {
            "price": _money(facts["price"].values["price"]),
            "support": number(Fraction(facts["price"].values["effective_support"])),
        }
        technical.append(_("A vote pays at most %(price)s; effective support %(support)s.") % price)
    if "ahead" in facts:
        rival = {"other": labels[str(facts["ahead"].values["of"])]}
        council.append(_("It was ahead of “%(other)s”.") % rival)
    plain = _("The supporters of “%(name)s” could pay for it together.") % words
    return Reason(" ".join(council), plain, " ".join(technical))


def _refused(rule: Rulebook, labels: Labels, key: str, facts: Mapping[str, Fact]) -> Reason:
    """Not chosen under a budget."""
    refused, votes = facts["refused"].values, facts["votes"].values
    words = {
        "name": labels[key],
        "votes": number(Fraction(votes["votes"])),
        "of": number(Fraction(votes["of"])),
        "reason": _refusal(labels, rule, refused),
    }
    council = [
        _("“%(name)s” is not chosen: %(reason)s. %(votes)s of %(of)s votes support it.") % words
    ]
    technical = [_("Reason: %(reason)s; votes %(votes)s of %(of)s.") % words]
    if "money_left" in facts:
        left = facts["money_left"].values
        amounts = {name: _money(left[name]) for name in ("cost", "left", "lacking")}
        council.append(
            _("It costs %(cost)s; its supporters have %(left)s left, %(lacking)s are missing.")
            % amounts
        )
    paid_for = facts.get("paid_for")
    if paid_for is not None:
        other = {
            "other": labels[str(paid_for.values["option"])],
            "amount": _money(paid_for.values["amount"]),
        }
        technical.append(_("Its supporters paid %(amount)s for “%(other)s”.") % other)
    is_limit = str(refused["reason"]) in {"home_cap", "own_share"}
    plain = (
        _("“%(name)s” is not chosen: %(reason)s.") % words
        if is_limit
        else _("For “%(name)s” the money or the support was not enough.") % words
    )
    return Reason(" ".join(council), plain, " ".join(technical))


def _refusal(labels: Labels, rule: Rulebook, values: Mapping[str, Fraction | int | str]) -> str:
    subject = str(values["subject"])
    payers = {one.organisation: one.label for one in rule.own_caps}
    words = {
        "group": subject,
        "payer": payers.get(subject, subject),
        "cap": percent(rule.group_cap or Fraction(1)),
        "needed": _money(values["needed"]),
        "left": _money(values["left"]),
        "subject": labels.get(subject, subject),
    }
    return {
        "unsupported": _("nobody with a vote supports it"),
        "few_votes": _("fewer votes than the rule asks for"),
        "over_budget": _("it costs %(needed)s, and %(left)s are left") % words,
        "home_cap": _(
            "the interest group “%(group)s” may get %(cap)s of the budget; it costs %(needed)s, and "
            "%(left)s of that are left"
        )
        % words,
        "own_share": _(
            "%(payer)s would have to pay %(needed)s of its own, and can pay %(left)s more"
        )
        % words,
        "needs": _("it needs “%(subject)s”, which is not chosen") % words,
        "excluded": _("it cannot stand beside “%(subject)s”") % words,
        "short": _("its supporters have too little money left"),
        "not_reached": _("the count ended before it"),
        "not_best": _("others are worth more together"),
    }[str(values["reason"])]


def _money(value: Fraction | int | str) -> str:
    return money(round(Fraction(value)))


def _is_true(value: Fraction | int | str) -> bool:
    return str(value) == "1"
