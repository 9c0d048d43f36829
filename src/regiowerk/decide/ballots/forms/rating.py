"""The paper of those who rate: every option by every criterion, one group of fields each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.reconciling import Seen
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Rulebook
from regiowerk.decide.ballots.forms.groups import Group
from regiowerk.decide.ballots.forms.voting import OpenChoice, OpenNumber, hint_of
from regiowerk.decide.ballots.models import Option


class RatingForm(forms.Form):
    """Asks for marks; what others have seen and agree with cannot be changed any more."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        rule: Rulebook,
        options: Sequence[Option],
        seen: Seen,
        standing: Marks | None,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.rule, self.options, self._seen = rule, options, seen
        for option in options:
            for asked in rule.criteria:
                self.fields[_name(option, asked)] = self._field(option, asked, standing)

    @property
    def field_groups(self) -> Iterator[Group]:
        """One group of fields for each option."""
        for option in self.options:
            fields = tuple(self[_name(option, asked)] for asked in self.rule.criteria)
            yield Group(option.label, fields, hint_of(option))

    def marks(self) -> Marks:
        """What was given, as a value; an empty field is no mark."""
        given = {
            (option.key, asked.key): self.cleaned_data.get(_name(option, asked))
            for option in self.options
            for asked in self.rule.criteria
        }
        return Marks(
            ratings={cell: int(mark) for cell, mark in given.items() if mark not in {None, ""}}
        )

    def _field(self, option: Option, asked: Asked, standing: Marks | None) -> forms.Field:
        cell = (option.key, asked.key)
        field = _must(asked) if asked.is_must else _mark(asked, self.rule.top)
        if standing is not None:
            field.initial = standing.ratings.get(cell, "" if asked.is_must else None)
        if cell in self._seen.stands:
            field.disabled = True
            field.initial = self._seen.stands[cell]
            field.help_text = _("This mark stands: others have rated too, and you agree.")
        elif cell in self._seen.apart:
            field.help_text = apart_in_words(asked, self._seen.apart[cell])
        return field


def initial_of_rating(
    rule: Rulebook, options: Sequence[Option], marks: Marks | None
) -> dict[str, Any]:
    """A form filled as a paper or a draft says."""
    if marks is None:
        return {}
    return {
        _name(option, asked): marks.ratings.get((option.key, asked.key), "")
        for option in options
        for asked in rule.criteria
    }


def apart_in_words(asked: Asked, others: dict[str, int] | Any) -> str:
    """What others gave, and what to do."""
    met = {1: _("met"), 0: _("not met")}
    said = "; ".join(
        f"{who}: {met[mark] if asked.is_must else mark}" for who, mark in others.items()
    )
    words = {"said": said}
    return _("Far apart from others (%(said)s). Please talk with them, and rate again.") % words


def _name(option: Option, asked: Asked) -> str:
    return f"r-{option.pk}-{asked.key}"


def _must(asked: Asked) -> forms.Field:
    return OpenChoice(
        label=_("%(criterion)s (must)") % {"criterion": asked.label},
        help_text=asked.best,
        choices=[("1", _("met")), ("0", _("not met")), ("", _("not rated"))],
        widget=forms.RadioSelect,
    )


def _mark(asked: Asked, top: int) -> forms.Field:
    ends = [
        _("0: %(meaning)s") % {"meaning": asked.worst} if asked.worst else "",
        _("%(top)d: %(meaning)s") % {"top": top, "meaning": asked.best} if asked.best else "",
    ]
    scale = _("0 to %(top)d, more is better") % {"top": top}
    return OpenNumber(
        label=asked.label,
        help_text=" · ".join(filter(None, ends)) or scale,
        min_value=0,
        max_value=top,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
