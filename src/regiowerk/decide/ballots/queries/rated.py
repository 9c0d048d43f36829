"""Options that were rated, in words: marks in a table, differences, weights, and why or why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _, ngettext

from regiowerk.decide.ballots.domain.explaining import Fact
from regiowerk.decide.ballots.domain.rounds.appraising import Apart, Appraised, Line
from regiowerk.decide.ballots.domain.rounds.rulebook import Rulebook
from regiowerk.decide.ballots.queries.values import joined, names
from regiowerk.decide.ballots.queries.words import number, percent

type Labels = Mapping[str, str]
FEW = 4  # sentences of a kind; all marks stand in the table
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class MarksRow:
    """One option by one criterion."""

    option: str
    criterion: str
    weight: str
    marks: str
    points: str


def marks_table(
    rule: Rulebook, labels: Labels, voters: Labels, found: Appraised
) -> tuple[MarksRow, ...]:
    """Every mark with its weight and the points that come of it."""
    whole = sum(one.weight for one in rule.criteria) or 1
    asked = {one.key: one for one in rule.criteria}

    def row(line: Line) -> MarksRow:
        criterion = asked[line.criterion]
        said = [
            f"{voters.get(who, who)}: {_mark(mark, is_must=criterion.is_must)}"
            for who, mark in sorted(
                line.marks.items(), key=lambda item: voters.get(item[0], item[0])
            )
        ]
        is_must = criterion.is_must
        return MarksRow(
            option=labels[line.option],
            criterion=criterion.label,
            weight=_("must") if is_must else percent(Fraction(criterion.weight, whole)),
            marks="; ".join(said) or "–",
            points="–" if line.points is None else number(line.points * HUNDRED),
        )

    return tuple(row(line) for line in found.lines)


def apart_sentences(
    rule: Rulebook, labels: Labels, voters: Labels, found: Appraised
) -> tuple[str, ...]:
    """Where those who rated differ by more than the rule allows, the widest first."""
    asked = {one.key: one for one in rule.criteria}
    told = [_apart(asked[one.criterion].label, labels, voters, one) for one in found.apart[:FEW]]
    more = len(found.apart) - FEW
    if more > 0:
        text = ngettext("%(number)d more.", "%(number)d more.", more)
        told.append(text % {"number": more})
    return tuple(told)


def _apart(criterion: str, labels: Labels, voters: Labels, one: Apart) -> str:
    words = {
        "name": labels[one.option],
        "criterion": criterion,
        "low": one.low,
        "low_by": joined([voters.get(who, who) for who in one.low_by]),
        "high": one.high,
        "high_by": joined([voters.get(who, who) for who in one.high_by]),
    }
    return (
        _("“%(name)s”, %(criterion)s: %(low)d from %(low_by)s, %(high)d from %(high_by)s.") % words
    )


def weights_sentences(rule: Rulebook, labels: Labels, found: Appraised) -> Iterator[str]:
    """What would be with other weights of the criteria."""
    front = sorted(found.leads.items(), key=lambda item: (-item[1], labels[item[0]]))
    for key, part in front[:FEW]:
        if part:
            words = {"name": labels[key], "part": percent(part)}
            yield (
                _("With %(part)s of all possible weightings “%(name)s” would be among the chosen.")
                if rule.seats
                else _("With %(part)s of all possible weightings “%(name)s” would come first.")
            ) % words
    criteria = {one.key: one.label for one in rule.criteria}
    nearest = sorted(found.turns, key=lambda one: (abs(one.turn - one.weight), one.criterion))
    for turn in nearest[:FEW]:
        words = {
            "criterion": criteria[turn.criterion],
            "weight": percent(turn.weight),
            "turn": percent(turn.turn),
            "names": names(labels, turn.leaders),
        }
        yield (
            _(
                "If “%(criterion)s” weighed %(turn)s instead of %(weight)s, %(names)s would come first."
            )
            % words
        )
    if found.leads and not found.turns:
        yield _("Whatever a single criterion weighs, the same option comes first.")


def rated_words(
    rule: Rulebook, labels: Labels, key: str, facts: list[Fact]
) -> tuple[str, str, str]:
    """Why an option that was rated is in front, and why not, at three levels."""
    by_kind = {fact.kind: fact.values for fact in facts}
    council = list(_standing(rule, labels, key, by_kind))
    plain = _plain(labels, key, by_kind)
    total = by_kind.get("rated", {}).get("total")
    technical = (
        _("Total %(exact)s of 1.") % {"exact": str(Fraction(total))}
        if total is not None
        else _("No total: %(reason)s.") % {"reason": _out(rule, by_kind["out"])}
    )
    return " ".join(council), plain, technical


def _standing(
    rule: Rulebook, labels: Labels, key: str, facts: Mapping[str, Mapping[str, object]]
) -> Iterator[str]:
    rated, name = facts.get("rated"), labels[key]
    if rated is not None:
        words = {
            "name": name,
            "points": number(Fraction(str(rated["total"])) * HUNDRED),
            "place": str(rated["place"]),
            "of": str(rated["of"]),
        }
        yield (
            _("“%(name)s” stands in place %(place)s of %(of)s with %(points)s of 100 points.")
            % words
        )
        yield from _parts(rule, facts)
    if "out" in facts:
        words = {"name": name, "reason": _out(rule, facts["out"])}
        yield (
            _("It is not chosen: %(reason)s.")
            if rated
            else _("“%(name)s” has no place: %(reason)s.")
        ) % words


def _parts(rule: Rulebook, facts: Mapping[str, Mapping[str, object]]) -> Iterator[str]:
    """The criteria that brought most."""
    labels = {one.key: one.label for one in rule.criteria}
    said = [
        _("%(criterion)s %(points)s")
        % {
            "criterion": labels[str(values["criterion"])],
            "points": number(Fraction(str(values["points"])) * HUNDRED),
        }
        for kind, values in facts.items()
        if kind.startswith("part_")
    ]
    if said:
        yield _("Most of them come from: %(parts)s.") % {"parts": joined(said)}


def _plain(labels: Labels, key: str, facts: Mapping[str, Mapping[str, object]]) -> str:
    words = {"name": labels[key]}
    if "out" in facts:
        return {
            "must": _("“%(name)s” misses something everybody has to have."),
            "threshold": _("“%(name)s” did not get enough points."),
        }.get(str(facts["out"]["why"]), _("It is not clear yet how good “%(name)s” is.")) % words
    if str(facts["rated"]["leads"]) == "1":
        return _("“%(name)s” got more points than others.") % words
    return _("Others got more points than “%(name)s”, or there was no money left for it.") % words


def _out(rule: Rulebook, values: Mapping[str, object]) -> str:
    labels = {one.key: one.label for one in rule.criteria}
    words = {
        "must": labels.get(str(values["must"]), ""),
        "scorers": rule.scorers,
        "points": number(rule.threshold * HUNDRED),
    }
    return {
        "must": _("it misses the must “%(must)s”"),
        "disputed": _("those who rated it do not agree whether it meets the must “%(must)s”"),
        "thin": _("fewer than %(scorers)d have rated it"),
        "apart": _("marks were not brought together"),
        "threshold": _("it takes at least %(points)s points"),
    }[str(values["why"])] % words


def _mark(mark: int, *, is_must: bool) -> str:
    if not is_must:
        return str(mark)
    return _("met") if mark else _("not met")
