"""What the pages for small changes ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from regiowerk.ground.process.domain.order import Direction
from regiowerk.listen.questionnaires.domain.editing.choices import Wanted
from regiowerk.listen.questionnaires.domain.editing.conditions import (
    VALUELESS,
    Clause,
    Condition,
    Join,
    Operator,
    UnfitValueError,
    expression_of,
    operators_for,
)
from regiowerk.listen.questionnaires.domain.editing.questions import ADDABLE
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Repeat,
    Visibility,
    say,
)
from regiowerk.listen.questionnaires.queries.editor import KINDS, OPERATORS, VISIBILITIES, askable

LONGEST_LABEL = 2000
NEVER, ALWAYS, AS_WRITTEN = "never", "always", "written"
LANGUAGES = {"de": _("German"), "en": _("English"), "fr": _("French"), "pl": _("Polish")}


class SeenForm(forms.Form):
    """Carries the hash of the state its page was made of."""

    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class MoveForm(SeenForm):
    """Asks whether something moves up or down."""

    direction = forms.TypedChoiceField(
        choices=[(direction.value, direction.value) for direction in Direction], coerce=Direction
    )


class WordsForm(SeenForm):
    """Asks for texts in each language of a questionnaire."""

    def __init__(self, *args: Any, instrument: Instrument, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.instrument = instrument

    def add_words(
        self, name: str, label: str, *, rows: int, required: bool = False, help_text: str = ""
    ) -> None:
        """A field for each language, the text of the default language first."""
        default = self.instrument.default_language
        languages = dict.fromkeys((default, *self.instrument.languages))
        for language in languages:
            called = label if len(languages) == 1 else f"{label} ({language_name(language)})"
            self.fields[f"{name}_{language}"] = forms.CharField(
                label=called,
                max_length=LONGEST_LABEL,
                required=required and language == default,
                widget=forms.Textarea(attrs={"rows": rows}),
                help_text=help_text if language == default else "",
            )

    def words(self, name: str) -> dict[str, str]:
        """The texts that were entered, by language."""
        prefix = f"{name}_"
        return {
            field.removeprefix(prefix): text.replace("\r\n", "\n")
            for field, text in self.cleaned_data.items()
            if field.startswith(prefix) and text
        }


class QuestionForm(WordsForm):
    """Asks what a question says, who has to answer it and who may see the answer."""

    def __init__(self, *args: Any, question: Question, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.question = question
        self.add_words("label", gettext("Question"), rows=2, required=True)
        self.add_words("hint", gettext("Explanation below the question"), rows=2)
        self.add_words(
            "guidance",
            gettext("Why we ask"),
            rows=2,
            help_text=gettext("Best with an example of an answer."),
        )
        if question.is_answerable:
            self._add_rules()

    def _add_rules(self) -> None:
        choices = [(NEVER, gettext("No")), (ALWAYS, gettext("Yes"))]
        if self.question.required not in {"", "true()", "false()"}:
            written = gettext("Under a condition, as written in the workbook")
            choices.append((AS_WRITTEN, f"{written}: {self.question.required}"))
        self.fields["required"] = forms.ChoiceField(
            label=gettext("Does it have to be answered?"),
            choices=choices,
            widget=forms.RadioSelect,
        )
        self.fields["visibility"] = forms.ChoiceField(
            label=gettext("Who may see the answer?"),
            choices=[(visibility.value, text) for visibility, text in VISIBILITIES.items()],
            widget=forms.RadioSelect,
        )
        self.fields["unit"] = forms.CharField(
            label=gettext("Department that probably knows"), max_length=120, required=False
        )
        self.fields["is_core"] = forms.BooleanField(
            label=gettext("Part of the short questionnaire"), required=False
        )

    @staticmethod
    def asked_before(question: Question) -> dict[str, Any]:
        """What the form shows at first."""
        shown: dict[str, Any] = {
            "required": {"": NEVER, "false()": NEVER, "true()": ALWAYS}.get(
                question.required, AS_WRITTEN
            ),
            "visibility": question.visibility.value if question.visibility else "",
            "unit": question.unit,
            "is_core": question.is_core,
        }
        for name in ("label", "hint", "guidance"):
            for language, text in getattr(question, name).items():
                shown[f"{name}_{language}"] = text
        return shown

    def changes(self) -> dict[str, Any]:
        """What was asked for, as fields of a question."""
        changes: dict[str, Any] = {
            name: self._kept_words(name) for name in ("label", "hint", "guidance")
        }
        if not self.question.is_answerable:
            return changes
        required = {NEVER: "", ALWAYS: "true()", AS_WRITTEN: self.question.required}
        return {
            **changes,
            "required": required[self.cleaned_data["required"]],
            "visibility": Visibility(self.cleaned_data["visibility"]),
            "unit": self.cleaned_data["unit"],
            "is_core": self.cleaned_data["is_core"],
        }

    def _kept_words(self, name: str) -> dict[str, str]:
        """Texts in languages the questionnaire does not name stay as they are."""
        known = {self.instrument.default_language, *self.instrument.languages}
        before = getattr(self.question, name)
        others = {language: text for language, text in before.items() if language not in known}
        return {**others, **self.words(name)}


class HeadingForm(WordsForm):
    """Asks what stands over a section or a group."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.add_words("label", gettext("Heading"), rows=1, required=True)
        self.add_words("hint", gettext("Explanation below the heading"), rows=3)

    @staticmethod
    def asked_before(item: Group | Repeat) -> dict[str, str]:
        labels = {f"label_{language}": text for language, text in item.label.items()}
        return labels | {f"hint_{language}": text for language, text in item.hint.items()}


class SectionForm(WordsForm):
    """Asks how a further section is called."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.add_words("label", gettext("Heading"), rows=1, required=True)


class AddQuestionForm(WordsForm):
    """Asks for a further question."""

    kind = forms.ChoiceField(
        label=_("What is asked for?"),
        choices=[(kind.value, KINDS[kind]) for kind in ADDABLE],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.add_words("label", gettext("Question"), rows=2, required=True)
        self.fields["choices"] = forms.CharField(
            label=gettext("Answers to choose from"),
            required=False,
            max_length=LONGEST_LABEL * 5,
            widget=forms.Textarea(attrs={"rows": 5}),
            help_text=gettext("One in each line; only where one chooses or ranks."),
        )
        self.order_fields(
            [n for n in self.fields if n.startswith("label_")] + ["kind", "choices", "seen"]
        )

    def offered(self) -> tuple[dict[str, str], ...]:
        """The answers to choose from, in the default language."""
        lines = self.cleaned_data.get("choices", "").splitlines()
        language = self.instrument.default_language
        return tuple({language: line.strip()} for line in lines if line.strip())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_choosing = cleaned.get("kind") in {kind.value for kind in CHOOSING}
        if is_choosing and len(self.offered()) < 2:
            self.add_error("choices", gettext("Please give at least two answers."))
        return cleaned


class ChoicesForm(WordsForm):
    """Asks how the choices of a list are called, which go, and which come."""

    NEW = 3

    def __init__(self, *args: Any, choices: Sequence[Choice], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.choices = choices
        default = self.instrument.default_language
        for number, choice in enumerate(choices):
            label = gettext("Answer %(number)d") % {"number": number + 1}
            self.add_words(f"old_{number}", label, rows=1)
            self.fields[f"old_{number}_{default}"].help_text = gettext(
                "Empty this field to remove the answer."
            )
            for language, text in choice.label.items():
                if f"old_{number}_{language}" in self.fields:
                    self.initial.setdefault(f"old_{number}_{language}", text)
        for number in range(self.NEW):
            self.add_words(f"new_{number}", gettext("Another answer"), rows=1)

    def wanted(self) -> tuple[Wanted, ...]:
        """The list as it shall be: emptied choices are gone, filled lines are new."""
        default = self.instrument.default_language
        found = []
        for number, choice in enumerate(self.choices):
            words = self.words(f"old_{number}")
            if default in words:
                found.append(Wanted(choice.code, words))
        for number in range(self.NEW):
            words = self.words(f"new_{number}")
            if words:
                found.append(Wanted("", words))
        return tuple(found)


class PickQuestionForm(forms.Form):
    """Asks about the answer to which question a condition is."""

    frage = forms.ChoiceField(label=_("The answer to which question decides?"))

    def __init__(self, *args: Any, instrument: Instrument, path: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["frage"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = askable(instrument, path)


class ClauseForm(SeenForm):
    """Asks how an answer has to be."""

    def __init__(self, *args: Any, instrument: Instrument, question: Question, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.question = question
        self.fields["operator"] = forms.ChoiceField(
            label=gettext("The answer"),
            choices=[(one.value, OPERATORS[one]) for one in operators_for(question.kind)],
            widget=forms.RadioSelect,
        )
        choices = instrument.choice_lists.get(question.choice_list, ())
        if question.kind in {Kind.SELECT_ONE, Kind.SELECT_MULTIPLE} and choices:
            default = instrument.default_language
            named = [(c.code, say(c.label, "", default) or c.code) for c in choices]
            self.fields["value"] = forms.ChoiceField(
                label=gettext("Which answer?"),
                choices=named,
                required=False,
                widget=forms.RadioSelect,
            )
        elif len(operators_for(question.kind)) > len(VALUELESS):
            self.fields["value"] = forms.CharField(
                label=gettext("Which value?"),
                max_length=200,
                required=False,
                help_text=_example(question.kind),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        operator, value = cleaned.get("operator"), cleaned.get("value", "")
        if not operator or operator in VALUELESS:
            return cleaned
        if not value:
            self.add_error("value", gettext("Please say which value is meant."))
            return cleaned
        try:
            expression_of(_alone(self.clause()), {self.question.name: self.question.kind})
        except UnfitValueError:
            self.add_error("value", _unfit(self.question.kind))
        return cleaned

    def clause(self) -> Clause:
        operator = Operator(self.cleaned_data["operator"])
        value = "" if operator in VALUELESS else self.cleaned_data.get("value", "").strip()
        return Clause(self.question.name, operator, value)


class JoinForm(SeenForm):
    """Asks whether all conditions have to hold or one of them."""

    join = forms.TypedChoiceField(choices=[(join.value, join.value) for join in Join], coerce=Join)


class TakeClauseForm(SeenForm):
    """Asks which condition goes."""

    number = forms.IntegerField(min_value=0, max_value=200)


class MoveToForm(SeenForm):
    """Asks in which section a question shall stand."""

    target = forms.ChoiceField(label=_("Section or heading"))

    def __init__(self, *args: Any, targets: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["target"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = list(targets)


def language_name(language: str) -> str:
    """A language in words, where it is a common one."""
    return str(LANGUAGES.get(language.partition("-")[0], language))


def _alone(clause: Clause) -> Condition:
    return Condition((clause,))


def _example(kind: Kind) -> str:
    if kind is Kind.DATE:
        return gettext("For example: 2026-01-31")
    if kind in {Kind.INTEGER, Kind.DECIMAL, Kind.RANGE}:
        return gettext("For example: 12")
    return ""


def _unfit(kind: Kind) -> str:
    if kind is Kind.DATE:
        return gettext("Please enter a day, for example 2026-01-31.")
    if kind is Kind.TEXT:
        return gettext("Please use only one kind of quotation marks.")
    return gettext("Please enter a number, for example 12 or 12.5.")
