from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book
from regiowerk.listen.surveys.actions import Wish
from regiowerk.listen.surveys.domain.passages import (
    Passage,
    PassageError,
    found_in,
    joined,
    sentences,
    trimmed,
    whole,
)
from regiowerk.listen.surveys.models import Quotation

SHOWN = 60  # more codes than these are found by typing only
WORDS = 70  # letters of a sentence that name it


class PassageForm(forms.Form):
    """Asks for a passage of an answer: marked, by its sentences, or all of it."""

    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sentences = forms.MultipleChoiceField(
        label=_("Which sentences"),
        help_text=_("None chosen: the whole answer."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, text: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._text = text
        found = sentences(text)
        field = self.fields["sentences"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(f"{one.start}-{one.end}", _short(one.of(text))) for one in found]
        if len(found) < 2:
            del self.fields["sentences"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["passages"] = self._passages(cleaned)
        except PassageError:
            self.add_error(None, _("These words do not stand in the answer."))
        return cleaned

    def _passages(self, cleaned: dict[str, Any]) -> tuple[Passage, ...]:
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None:
            return (trimmed(self._text, Passage(start, end)),)
        chosen = [Passage(*map(int, one.split("-"))) for one in cleaned.get("sentences") or ()]
        return joined(chosen, self._text) or (whole(self._text),)


class CodingForm(PassageForm):
    """Asks which codes a passage belongs to."""

    codes = forms.MultipleChoiceField(
        label=_("Codes"), widget=forms.CheckboxSelectMultiple, required=False
    )
    code_name = forms.CharField(
        label=_("Code by name"),
        help_text=_("Type the beginning; several are separated by semicolons."),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"list": "codes", "autocomplete": "off"}),
    )

    field_order = ("start", "end", "sentences", "code_name", "codes")

    def __init__(self, *args: Any, book: Book, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._known = book.assignable()
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [(code.key, path) for path, code in self._known]
        if not 0 < len(self._known) <= SHOWN:
            del self.fields["codes"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        keys = set(cleaned.get("codes") or ())
        found = [code for _path, code in self._known if code.key in keys]
        for name in (cleaned.get("code_name") or "").split(";"):
            if name.strip():
                found += self._named(" ".join(name.split()))
        cleaned["wanted"] = list(dict.fromkeys(found))
        if not cleaned["wanted"] and not self.errors:
            self.add_error("code_name", _("Please choose at least one code."))
        return cleaned

    def _named(self, name: str) -> list[Code]:
        """The code of a path or a name, or the only one whose name begins so."""
        wanted = name.casefold()
        for fits in (
            [code for path, code in self._known if path.casefold() == wanted],
            [code for _path, code in self._known if code.name.casefold() == wanted],
            [code for _path, code in self._known if code.name.casefold().startswith(wanted)],
        ):
            if len(fits) == 1:
                return fits
            if fits:
                paths = "; ".join(path for path, code in self._known if code in fits)
                self.add_error("code_name", _("Which one? %(paths)s") % {"paths": paths})
                return []
        self.add_error(
            "code_name",
            _("There is no code “%(name)s”. Add it to the codebook first.") % {"name": name},
        )
        return []


class QuotationForm(forms.Form):
    """Asks which words of an answer are to be used, for whom, and what for."""

    words = forms.CharField(
        label=_("Words of the answer"),
        help_text=_("Exactly as they stand there; leave out what you do not need."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    text = forms.CharField(
        label=_("As it is to be used"),
        help_text=_("Shortened or corrected, without names. Empty: word for word."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who will read it"),
        choices=Quotation.Visibility,
        widget=forms.RadioSelect,
        initial=Quotation.Visibility.REGION,
    )
    is_named = forms.BooleanField(label=_("Name the organisation beside it"), required=False)
    purpose = forms.CharField(
        label=_("What you want it for"),
        help_text=_("The organisation reads this when it decides."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, answer: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._answer = answer

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            self.passage = found_in(self._answer, words)
        except PassageError:
            raise forms.ValidationError(_("These words do not stand in the answer.")) from None
        return words

    def wish(self) -> Wish:
        """What was asked for, as a value."""
        told = self.cleaned_data
        text = told["text"].strip() or self.passage.of(self._answer)
        return Wish(text, told["visibility"], told["is_named"], told["purpose"])


class ApprovalForm(forms.Form):
    """Asks an organisation for the words it agrees to, for whom, and with its name or without."""

    text = forms.CharField(
        label=_("Words we agree to"),
        help_text=_("You may change them."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    visibility = forms.ChoiceField(
        label=_("Who may read them"), choices=Quotation.Visibility, widget=forms.RadioSelect
    )
    is_named = forms.BooleanField(
        label=_("Our organisation may be named beside them"), required=False
    )


class RefusalForm(forms.Form):
    """Asks why words are not to be used; nobody has to say."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WORDS else f"{line[:WORDS].rstrip()} …"
