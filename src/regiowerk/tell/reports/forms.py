from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.process.models import Process
from regiowerk.tell.reports.documents import BeforeStartError
from regiowerk.tell.reports.models import Report


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
