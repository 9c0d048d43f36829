"""The paper of those who rate: every option by every criterion, one group of fields each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from regiowerk.decide.ballots.domain.rounds.marks import Marks
from regiowerk.decide.ballots.domain.rounds.reconciling import Seen
from regiowerk.decide.ballots.domain.rounds.rulebook import Asked, Rulebook
from regiowerk.decide.ballots.forms.groups import Group
from regiowerk.decide.ballots.forms.voting import OpenChoice, OpenNumber, hint_of
from regiowerk.decide.ballots.models import Option


class RatingForm(forms.Form):
    """Asks for marks; what others have seen and agree with stands, and is not asked for again."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        rule: Rulebook,
        options: Sequence[Option],
        seen: Seen,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.rule, self.options, self._seen = rule, options, seen
        for option, asked in self._asked():
            self.fields[_name(option, asked)] = self._field(option, asked)

    @property
    def field_groups(self) -> list[Group]:
        """One group of fields for each option there is something to say about."""
        groups: dict[Option, list[BoundField]] = {}
        for option, asked in self._asked():
            groups.setdefault(option, []).append(self[_name(option, asked)])
        return [
            Group(option.label, tuple(fields), hint_of(option)) for option, fields in groups.items()
        ]

    def _asked(self) -> Iterator[tuple[Option, Asked]]:
        for option in self.options:
            for asked in self.rule.criteria:
                if (option.key, asked.key) not in self._seen.stands:
                    yield option, asked

    def marks(self) -> Marks:
        """What was given, as a value; an empty field is no mark."""
        given = {
            (option.key, asked.key): self.cleaned_data.get(_name(option, asked))
            for option, asked in self._asked()
        }
        new = {cell: int(mark) for cell, mark in given.items() if mark not in {None, ""}}
        return Marks(ratings={**self._seen.stands, **new})

    def _field(self, option: Option, asked: Asked) -> forms.Field:
        field = _must(asked) if asked.is_must else _mark(asked, self.rule.top)
        others = self._seen.apart.get((option.key, asked.key))
        if others is not None:
            field.help_text = apart_in_words(asked, others)
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


def apart_in_words(asked: Asked, others: Mapping[str, int]) -> str:
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
