"""A paper in words, for its review, its receipt and the published list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Form, Rulebook
from regiowerk.decide.ballots.models import Draft, Option, Paper, Voter
from regiowerk.decide.ballots.queries.words import number


def marks_in_words(rule: Rulebook, labels: Mapping[str, str], marks: Marks) -> tuple[str, ...]:
    """What a paper says, one line for each thing it says; an option unknown by now by its key."""
    match rule.form:
        case Form.APPROVAL:
            lines = sorted(labels[key] for key in marks.options)
        case Form.RANKING:
            lines = [
                _("%(place)d. %(options)s")
                % {"place": place, "options": ", ".join(sorted(labels[k] for k in tier))}
                for place, tier in enumerate(marks.tiers, 1)
            ]
        case Form.PAIRWISE:
            lines = [
                _("%(better)s rather than %(worse)s") % {"better": labels[a], "worse": labels[b]}
                for a, b in sorted(marks.pairs)
            ]
        case Form.AHP:
            lines = [
                _("%(one)s to %(other)s as %(times)s to 1")
                % {"one": labels[a], "other": labels[b], "times": str(times)}
                for (a, b), times in sorted(marks.judgements.items())
            ]
        case Form.SCORING:
            lines = list(_ratings(rule, labels, marks))
        case _:
            falling = sorted(marks.points.items(), key=lambda item: (-item[1], item[0]))
            lines = [f"{labels[key]}: {number(value)}" for key, value in falling]
    return tuple(lines) or (_("Nothing is marked: you take part and support nothing."),)


def _ratings(rule: Rulebook, labels: Mapping[str, str], marks: Marks) -> Iterator[str]:
    """One line for each option: its marks by criterion."""
    for key, label in labels.items():
        said = [
            f"{one.label} {_mark(one, marks.ratings[key, one.key])}"
            for one in rule.criteria
            if (key, one.key) in marks.ratings
        ]
        if said:
            yield f"{label}: {', '.join(said)}"


def _mark(asked: Asked, mark: int) -> str:
    if not asked.is_must:
        return str(mark)
    return _("met") if mark else _("not met")


def points_left(rule: Rulebook, marks: Marks) -> str:
    """How many points can still be given."""
    left = rule.points - sum(marks.points.values())
    if left < 0:
        return _("Points too many: %(number)d") % {"number": -left}
    return _("Points left to give: %(number)d") % {"number": left}


def labels_of(options: Sequence[Option]) -> dict[str, str]:
    """Labels by key, in the order of the paper."""
    return {option.key: option.label for option in options}


def standing_paper(voter: Voter) -> Paper | None:
    """The paper that counts now; after a secret round was closed nobody can say."""
    if not voter.cast_number:
        return None
    return voter.papers.filter(number=voter.cast_number).first()


def drafts_of(voter: Voter) -> list[Draft]:
    """What was prepared, the newest first."""
    return list(voter.drafts.order_by("-saved_at", "pk"))
