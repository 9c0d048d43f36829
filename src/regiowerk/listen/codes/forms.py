from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.domain.order import Direction
from regiowerk.listen.codes.actions import Meaning
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import Book

MEANING = ("name", "definition", "anchor", "inclusion", "exclusion", "is_assignable", "tone")
LARGEST_FILE = 2_000_000


def _text(label: Any, help_text: Any, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=False,
    )


class CodeForm(forms.Form):
    """Asks what a code is called and what it means."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("One or two words, as people say it.")
    )
    definition = _text(_("Definition"), _("What a passage must say to belong here."))
    anchor = _text(_("Anchor example"), _("A passage that shows what is meant."))
    inclusion = _text(_("Belongs here"), _("Cases one might doubt about."), 2)
    exclusion = _text(_("Does not belong here"), _("And where it belongs instead."), 2)
    is_assignable = forms.BooleanField(
        label=_("Passages may be coded with it"),
        help_text=_("Otherwise it only holds the codes below it together."),
        required=False,
        initial=True,
    )
    tone = forms.ChoiceField(label=_("Colour"), choices=Code.Tone, initial=Code.Tone.GREY)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].replace("›", " ").split())

    def meaning(self) -> Meaning:
        """What was asked for, as a value."""
        return Meaning(**{name: self.cleaned_data[name] for name in MEANING})


class PlaceForm(forms.Form):
    """Asks under which code another one is to stand."""

    under = forms.ChoiceField(label=_("Under"), required=False)

    def __init__(self, *args: Any, book: Book, but: frozenset[int], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._book = book
        others = [(code.key, book.path(code)) for _d, code in book.standing if code.pk not in but]
        field = self.fields["under"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [("", _("at the top")), *others]

    def chosen(self) -> Code | None:
        """The code above, None at the top."""
        return self._book.by_key(self.cleaned_data["under"])


class MergeForm(forms.Form):
    """Asks as which code another one is to count."""

    into = forms.ChoiceField(label=_("Counts from now on as"))

    def __init__(self, *args: Any, book: Book, but: frozenset[int], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._book = book
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the type checker
        field.choices = [
            (code.key, book.path(code)) for _depth, code in book.standing if code.pk not in but
        ]

    def chosen(self) -> Code:
        found = self._book.by_key(self.cleaned_data["into"])
        assert found is not None  # noqa: S101 -- it was among the choices
        return found


class SplitForm(forms.Form):
    """Asks into which finer codes one is split."""

    names = forms.CharField(
        label=_("Finer codes"),
        help_text=_("One name per line."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_names(self) -> list[str]:
        lines = (" ".join(line.replace("›", " ").split())[:120] for line in self.lines())
        names = list(dict.fromkeys(line for line in lines if line))
        if not names:
            raise forms.ValidationError(_("Please write at least one name."))
        return names

    def lines(self) -> list[str]:
        text: str = self.cleaned_data["names"]
        return text.splitlines()


class FreezeForm(forms.Form):
    """Asks what is to be remembered about a version."""

    note = forms.CharField(
        label=_("Remark"),
        max_length=200,
        required=False,
        help_text=_("For example: before the second round of coding."),
    )


class TableForm(forms.Form):
    """Asks for a workbook with codes."""

    file = forms.FileField(
        label=_("Workbook (XLSX)"),
        help_text=_("Take the table of this codebook as a pattern. At most 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 2 MB."))
        return file


class ConfirmForm(forms.Form):
    """Asks for nothing but the press of its button."""


class DirectionForm(forms.Form):
    """Asks whether a code moves up or down."""

    direction = forms.TypedChoiceField(
        choices=[(one.value, one.value) for one in Direction], coerce=Direction
    )
