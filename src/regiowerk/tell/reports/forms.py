from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.models import Process
from regiowerk.listen.surveys.models import Release
from regiowerk.tell.reports.documents import BeforeStartError
from regiowerk.tell.reports.models import Report
from regiowerk.tell.reports.queries.selection import choices_of


class ReportForm(forms.Form):
    """Asks which day's state is shown, and in which language."""

    on = forms.DateField(
        label=_("State of which day?"),
        help_text=_("What was recorded after this day does not appear."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=Report.Language.choices, initial=Report.Language.GERMAN
    )

    def __init__(self, *args: object, process: Process, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.process, self.today = process, today
        self.fields["on"].initial = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.process.starts_on:
            raise forms.ValidationError(str(BeforeStartError(self.process.starts_on)))
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet. Choose today or earlier."))
        return on


class SlideForm(forms.Form):
    """Asks for the words of a slide; what it shows has been chosen."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=160,
        required=False,
        help_text=_("Empty: the finding itself, or what the figures say first."),
    )
    note = forms.CharField(
        label=_("Note for whoever speaks"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )


class ChooseSlideForm(SlideForm):
    """Asks what the interim results should show next."""

    what = forms.ChoiceField(label=_("What is shown?"))
    field_order = ("what", "headline", "note")

    def __init__(self, *args: object, process: Process, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.process = process
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)  # noqa: S101 -- for the type checker
        what.choices = [(one.value, one.label) for one in choices_of(process)]

    def slide(self) -> dict[str, Any]:
        """What was asked for, as the arguments of the deed."""
        kind, _colon, key = self.cleaned_data["what"].partition(":")
        words = {name: self.cleaned_data[name] for name in ("headline", "note")}
        if kind == "finding":
            finding = self.process.findings.get(key=key)
            return {**words, "finding": finding, "release": None, "question": ""}
        release_id, _colon, question = key.partition(":")
        release = Release.objects.get(pk=int(release_id))
        return {**words, "finding": None, "release": release, "question": question}
