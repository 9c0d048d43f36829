"""What is wrong with the rules of a questionnaire, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question, walk
from regiowerk.listen.questionnaires.domain.logic import Fault, faults_of
from regiowerk.listen.questionnaires.queries.editor.words import label_of
from regiowerk.listen.questionnaires.queries.sentences import sentence_of


@dataclass(frozen=True, slots=True)
class FaultInWords:
    """Something wrong with a rule, where, and what it is about."""

    path: str
    label: str
    text: str
    is_question: bool

    @property
    def address(self) -> str:
        return self.path.lstrip("/")


def faults_in_words(instrument: Instrument) -> tuple[FaultInWords, ...]:
    """What is wrong with the rules of a questionnaire; doubts about other programs are left out."""
    items = {placed.path: placed.item for placed in walk(instrument)}
    return tuple(
        FaultInWords(
            fault.path,
            label_of(instrument, items[fault.path]) if fault.path in items else fault.path,
            fault_sentence(fault),
            isinstance(items.get(fault.path), Question),
        )
        for fault in faults_of(instrument)
        if fault.is_error
    )


_COLUMNS: Mapping[str, Promise] = {
    "relevant": gettext_lazy("condition"),
    "required": gettext_lazy("duty to answer"),
    "constraint": gettext_lazy("check of the answer"),
    "calculation": gettext_lazy("calculation"),
    "choice_filter": gettext_lazy("filter of the answers to choose from"),
    "default": gettext_lazy("first value"),
    "label": gettext_lazy("wording"),
}


def fault_sentence(fault: Fault) -> str:
    """Which rule is faulty, and in what way."""
    column = str(_COLUMNS.get(fault.column.partition("::")[0], fault.column))
    said = sentence_of(fault.kind, fault.values)
    return _("The rule “%(rule)s” is faulty. %(what)s") % {"rule": column, "what": said}
