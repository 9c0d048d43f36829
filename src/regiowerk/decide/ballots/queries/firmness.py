"""How firm a result is, in sentences: under other rules, without somebody, with another weight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.rounds.firmness import Change, Firmness, Tipping
from regiowerk.decide.ballots.domain.rounds.panels import Panel
from regiowerk.decide.ballots.domain.rounds.rulebook import Form, Method, Rulebook
from regiowerk.decide.ballots.domain.rounds.variants import Compared
from regiowerk.decide.ballots.queries.values import joined, names, variant_in_words
from regiowerk.decide.ballots.queries.words import number, percent

type Labels = Mapping[str, str]
FEW = 3  # voters and pairs that are named; all stand in the table


@dataclass(frozen=True, slots=True)
class RulesTable:
    """The same papers under several rules: each way to count with what leads under it."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    verdicts: tuple[tuple[str, str], ...]  # option, and whether it depends on the rule
    sentence: str


def rules_table(labels: Labels, found: Compared) -> RulesTable:
    """Which options lead under which way to count."""
    return RulesTable(
        rows=tuple(
            (variant_in_words(one), tuple(labels[key] for key in _ordered(labels, one.leading)))
            for one in found.variants
        ),
        verdicts=tuple((labels[key], _verdict(found, key)) for key in labels),
        sentence=_rules_sentence(labels, found),
    )


def _verdict(found: Compared, key: str) -> str:
    if key in found.always:
        return _("under every rule")
    return _("depends on the rule") if key in found.depends else _("under none")


def _rules_sentence(labels: Labels, found: Compared) -> str:
    ways = {"number": len(found.variants)}
    if found.always and not found.depends:
        return _("Counted in %(number)d fair ways, the result is always the same.") % ways
    parts = []
    if found.always:
        words = ways | {"names": names(labels, _ordered(labels, found.always))}
        parts.append(_("Under all %(number)d ways to count leads: %(names)s.") % words)
    if found.depends:
        words = {"names": names(labels, _ordered(labels, found.depends))}
        parts.append(_("It depends on the rule for: %(names)s.") % words)
    return " ".join(parts) or _("Under no way to count does anything lead.")


def firmness_sentences(
    rule: Rulebook, labels: Labels, voters: Labels, panel: Panel
) -> tuple[str, ...]:
    """What would have to be different for the result to be another one."""
    firm = panel.firmness
    if firm is None:
        return ()
    return (
        *_close(labels, firm),
        *(_drawn(labels, firm) if firm.draws else _left_out(labels, voters, firm)),
        *_tipping(voters, firm.tipping),
        *_missing(rule, labels, firm),
    )


def _close(labels: Labels, firm: Firmness) -> Iterator[str]:
    if firm.close:
        words = {"names": names(labels, _ordered(labels, firm.close))}
        yield _("Level with each other, so close that a single vote decides: %(names)s.") % words


def _left_out(labels: Labels, voters: Labels, firm: Firmness) -> Iterator[str]:
    if not firm.singles:
        yield _("Nobody decides alone: without any single one the result would be the same.")
    for one in firm.singles[:FEW]:
        yield change_in_words(labels, voters, one)
    if len(firm.singles) > FEW:
        more = len(firm.singles) - FEW
        yield ngettext(
            "The same holds for %(number)d more.", "The same holds for %(number)d more.", more
        ) % {"number": more}
    if firm.pairs_tried and not firm.pairs:
        yield _("Without any two of them it would be the same, too.")
    elif firm.pairs_tried:
        words = {"pairs": len(firm.pairs), "tried": firm.pairs_tried}
        yield _("Of %(tried)d pairs, leaving out %(pairs)d would change the result.") % words


def change_in_words(labels: Labels, voters: Labels, one: Change) -> str:
    """ "Without Stadt A, “X” would lead instead of “Y”."."""
    words = {
        "voters": joined([voters.get(key, key) for key in one.voters]),
        "gained": names(labels, _ordered(labels, one.gained)),
        "lost": names(labels, _ordered(labels, one.lost)),
    }
    if one.gained and one.lost:
        return _("Without %(voters)s, %(gained)s would lead instead of %(lost)s.") % words
    if one.gained:
        return _("Without %(voters)s, %(gained)s would lead too.") % words
    return _("Without %(voters)s, %(lost)s would not lead.") % words


def _drawn(labels: Labels, firm: Firmness) -> Iterator[str]:
    yield _(
        "These papers stand for others who were not asked. Drawn again %(draws)d times, this comes out:"
    ) % {"draws": firm.draws}
    for key, chance in sorted(firm.chances.items(), key=lambda item: (-item[1].leads, item[0])):
        if not chance.leads:
            continue
        words = {
            "name": labels.get(key, key),
            "part": percent(chance.leads),
            "low": chance.low,
            "high": chance.high,
        }
        yield (
            _("“%(name)s” leads in %(part)s of the draws and stands in place %(low)d to %(high)d.")
            % words
        )


def _tipping(voters: Labels, rows: tuple[Tipping, ...]) -> Iterator[str]:
    for one in rows[:FEW]:
        words = {"voter": voters.get(one.voter, one.voter), "weight": number(one.weight)}
        if one.above is not None:
            yield _("With weight %(turn)s instead of %(weight)s for %(voter)s it would tip.") % (
                words | {"turn": number(one.above)}
            )
        elif one.below is not None:
            yield _("With weight %(turn)s instead of %(weight)s for %(voter)s it would tip.") % (
                words | {"turn": number(one.below)}
            )


def _missing(rule: Rulebook, labels: Labels, firm: Firmness) -> Iterator[str]:
    """What those behind lack, in points where points are added up and in votes elsewhere."""
    in_points = rule.form is Form.POINTS and rule.method is Method.MOST and rule.budget is None
    nearest = sorted(firm.missing.items(), key=lambda item: (item[1], item[0]))[:FEW]
    for key, lacking in nearest:
        words = {"name": labels.get(key, key), "number": lacking}
        if in_points:
            text = ngettext(
                "“%(name)s” lacks %(number)d point.", "“%(name)s” lacks %(number)d points.", lacking
            )
        else:
            text = ngettext(
                "“%(name)s” lacks %(number)d vote.", "“%(name)s” lacks %(number)d votes.", lacking
            )
        yield text % words


def served_sentences(labels: Labels, voters: Labels, panel: Panel) -> tuple[str, ...]:
    """Who gets nothing of what they supported."""
    served = panel.served
    if not served.groups:
        return ()
    if not served.unserved:
        return (_("Everybody who took part supports at least one option that leads."),)
    who = joined([voters.get(key, key) for key in served.unserved])
    text = ngettext(
        "%(number)d voter supports nothing that leads: %(who)s.",
        "%(number)d voters support nothing that leads: %(who)s.",
        len(served.unserved),
    )
    return (text % {"number": len(served.unserved), "who": who},)


def dissent_sentences(labels: Labels, voters: Labels, panel: Panel) -> tuple[str, ...]:
    """How far those who weigh agree, and where they do not."""
    dissent = panel.dissent
    if dissent is None:
        return ()
    sentences = [
        _("Agreement: %(part)s (100 %% would mean that all weigh alike).")
        % {"part": percent(dissent.consensus)}
    ]
    for gap in dissent.gaps[:FEW]:
        words = {
            "voter": voters.get(gap.voter, gap.voter),
            "name": labels.get(gap.key, gap.key),
            "own": percent(gap.own),
            "group": percent(gap.group),
        }
        sentences.append(_("%(voter)s gives “%(name)s” %(own)s; all together %(group)s.") % words)
    return tuple(sentences)


def _ordered(labels: Labels, keys: frozenset[str]) -> list[str]:
    return [key for key in labels if key in keys]
