"""All components on one page, with every drawing: what the accessibility tests look at."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_safe

from regiowerk.ground.ui.views import answer_samples, samples


class SampleForm(forms.Form):
    """One field of each kind; shown once empty and once with faults."""

    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("As on the letterhead.")
    )
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea, required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    district = forms.ChoiceField(
        label=gettext_lazy("District"), choices=[("1", "Kreis Höxter"), ("2", "Kreis Paderborn")]
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Do you take part?"),
        choices=[("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        widget=forms.RadioSelect,
    )
    fields_of_work = forms.MultipleChoiceField(
        label=gettext_lazy("Fields"),
        choices=[("1", gettext_lazy("Health")), ("2", gettext_lazy("Energy"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label=gettext_lazy("The council has agreed"))
    document = forms.FileField(label=gettext_lazy("Document"), required=False)


@require_safe
@login_not_required
def gallery(request: HttpRequest) -> HttpResponse:
    today = date(2022, 1, 24)
    context = {
        "form": SampleForm(prefix="leer"),
        "faulty": SampleForm({"fehler-day": "31.02."}, prefix="fehler"),
        "page": Paginator(range(1, 95), 10).get_page(request.GET.get("page")),
        "items": [("AGS", "05774032"), (_("Inhabitants"), "151.864")],
        "steps": samples.steps(),
        "tasks": samples.tasks(),
        "drawings": samples.drawings(today),
        "text": samples.TEXT,
        "answers": answer_samples.answers(),
    }
    return render(request, "ui/pages/gallery.html", context)
