"""What is wrong with the rules of a questionnaire, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from regiowerk.listen.questionnaires.domain.instrument import Instrument, Question, walk
from regiowerk.listen.questionnaires.domain.logic import Fault, faults_of
from regiowerk.listen.questionnaires.queries.editor.words import label_of


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


_SENTENCES: Mapping[str, Promise] = {
    "syntax": gettext_lazy("It cannot be read at “%(found)s”."),
    "too-long": gettext_lazy("It is longer than %(limit)s characters."),
    "too-deep": gettext_lazy("It has more than %(limit)s brackets within brackets."),
    "unknown-axis": gettext_lazy("“%(axis)s” is not known."),
    "unknown-function": gettext_lazy("There is no function “%(function)s”."),
    "device-function": gettext_lazy("“%(function)s” needs a device in the field."),
    "wrong-number-of-arguments": gettext_lazy(
        "“%(function)s” was given %(given)s values, which is too many or too few."
    ),
    "not-literal": gettext_lazy("“%(function)s” needs a text in quotation marks."),
    "no-nodes": gettext_lazy("The name of a question is needed here."),
    "dangling-reference": gettext_lazy("There is no question called “%(name)s”."),
    "ambiguous-reference": gettext_lazy("Several questions are called “%(name)s”."),
    "unknown-list": gettext_lazy("There is no list “%(name)s” of answers to choose from."),
    "cycle": gettext_lazy("It depends on itself: %(names)s."),
    "bad-pattern": gettext_lazy("The pattern “%(pattern)s” cannot be read."),
}
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
    sentence = _SENTENCES.get(fault.kind)
    said = str(sentence) % fault.values if sentence else fault.kind
    return _("The rule “%(rule)s” is faulty. %(what)s") % {"rule": column, "what": said}
