"""What the differences of two versions say to people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.questionnaires.domain.differences import Difference, differences_of
from regiowerk.listen.questionnaires.domain.instrument import Visibility, say, sections
from regiowerk.listen.questionnaires.models import Version
from regiowerk.listen.questionnaires.queries.instruments import instrument_of

DIFFERENCES: Mapping[str, Promise] = {
    "retitled": _("The title has changed."),
    "added": _("“%(name)s” is new and may be left open."),
    "added-required": _("“%(name)s” is new and needs an answer."),
    "group-added": _("The part “%(name)s” is new."),
    "removed": _("“%(name)s” is not asked any more. Answers are kept, but not shown."),
    "group-removed": _("The part “%(name)s” is gone. Answers are kept, but not shown."),
    "moved": _("“%(name)s” stands in another place. Earlier answers have to be looked at."),
    "reordered": _("The order in “%(name)s” has changed."),
    "relabelled": _("“%(name)s” is worded differently (before: “%(old)s”)."),
    "group-relabelled": _("The heading “%(name)s” is worded differently."),
    "retyped": _("“%(name)s” asks for another kind of answer. It has to be answered anew."),
    "widened": _("“%(name)s” now allows more. Earlier answers still fit."),
    "made-required": _("“%(name)s” now needs an answer."),
    "made-optional": _("“%(name)s” may now be left open."),
    "rule-changed": _("The rules of “%(name)s” have changed (%(rules)s)."),
    "group-rule-changed": _("It has changed when “%(name)s” is asked."),
    "visibility-tightened": _(
        "Fewer people see the answers to “%(name)s” (%(new)s; before: %(old)s)."
    ),
    "visibility-loosened": _(
        "More people see the answers to “%(name)s” (%(new)s; before: %(old)s). Whoever answered "
        "has to agree."
    ),
    "min-cell-loosened": _("Totals of “%(name)s” are shown from fewer answers on."),
    "sign-off-changed": _("Somebody else agrees to the answer to “%(name)s”."),
    "choice-added": _("“%(name)s” offers one more choice: %(choice)s."),
    "choice-removed": _(
        "“%(name)s” does not offer %(choice)s any more. Whoever chose it has to choose again."
    ),
    "choice-relabelled": _("A choice of “%(name)s” is worded differently: %(choice)s."),
}
CIRCLES: Mapping[str, Promise] = {
    "": _("not said"),
    Visibility.PUBLIC: _("everybody"),
    Visibility.REGION: _("the organisations of the region"),
    Visibility.OFFICE: _("the project office"),
    Visibility.AGGREGATE: _("in totals only"),
    Visibility.PERSONAL: _("the person concerned"),
}


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference as people read it."""

    sentence: str
    reopens: bool
    carries_over: bool


@dataclass(frozen=True, slots=True)
class SectionDifferences:
    """All differences in one section."""

    label: str
    is_reopened: bool
    lines: tuple[DifferenceLine, ...]


def difference_sentence(difference: Difference) -> str:
    """What has changed, in one sentence."""
    values = dict(difference.values)
    if difference.kind.startswith("visibility"):
        values |= {word: str(CIRCLES[values[word]]) for word in ("old", "new")}
    return str(DIFFERENCES[difference.kind]) % values


def compared(old: Version, new: Version, language: str) -> tuple[SectionDifferences, ...]:
    """The differences of two versions under their sections; the whole comes first."""
    before, after = instrument_of(old), instrument_of(new)
    found: dict[str, list[Difference]] = {}
    for difference in differences_of(before, after):
        found.setdefault(difference.section, []).append(difference)
    labels = {
        section.name: say(section.label, language, instrument.default_language)
        for instrument in (before, after)
        for section in sections(instrument)
    }
    return tuple(
        SectionDifferences(
            label=labels.get(name) or name,
            is_reopened=any(one.reopens for one in several),
            lines=tuple(
                DifferenceLine(difference_sentence(one), one.reopens, one.carries_over)
                for one in several
            ),
        )
        for name, several in found.items()
    )
