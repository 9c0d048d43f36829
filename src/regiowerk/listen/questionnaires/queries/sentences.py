"""What a finding says, and what to do about it: one sentence for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.listen.questionnaires.queries import sentences_limesurvey
from regiowerk.listen.questionnaires.queries.sentences_logic import LOGIC, RULES
from regiowerk.listen.questionnaires.queries.sentences_xlsform import XLSFORM

type Sentences = Mapping[str, Promise]

SENTENCES: Sentences = {**sentences_limesurvey.SENTENCES, **XLSFORM, **LOGIC}
UNTOLD = gettext_lazy("Please look at this place (%(kind)s).")
ADVICE: Sentences = {
    "near": gettext_lazy("Did you mean “%(near)s”?"),
    "instead": gettext_lazy("Use “%(instead)s” instead."),
    "offered": gettext_lazy("Possible are: %(offered)s."),
}


class Noticed(Protocol):
    """A finding, fresh from a file."""

    @property
    def kind(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str: ...
    @property
    def values(self) -> Mapping[str, str]: ...


def sentence_of(kind: str, values: Mapping[str, str]) -> str:
    """What is wrong and what to do, with the advice the values allow."""
    known: defaultdict[str, str] = defaultdict(str, {**values, "kind": kind})
    if rule := RULES.get(values.get("rule", "")):
        known["rule"] = str(rule)
    said = [str(SENTENCES.get(kind, UNTOLD)) % known]
    said += [str(text) % known for word, text in ADVICE.items() if values.get(word)]
    return " ".join(said)


def place_of(sheet: str, row: int | None, column: str) -> str:
    """Where it stands: "Sheet survey, row 7, column label"."""
    parts = []
    if sheet:
        parts.append(_("sheet %(sheet)s") % {"sheet": sheet})
    if row:
        parts.append(_("row %(row)d") % {"row": row})
    if column:
        parts.append(_("column %(column)s") % {"column": column})
    place = ", ".join(parts) or _("whole file")
    return place[0].upper() + place[1:]
