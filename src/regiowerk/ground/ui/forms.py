"""Django's forms in KERN markup."""

from __future__ import annotations

from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect, Select, Widget
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import CheckboxSelectMultiple, HiddenInput, SelectMultiple


class KernRenderer(TemplatesSetting):
    """Renders `{{ form }}` with an error summary on top and one KERN field below the other."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


def look_of(field: BoundField) -> str:
    """Which of KERN's fields a form field is shown as."""
    widget: Widget = field.field.widget
    for look, kinds in (
        ("hidden", HiddenInput),
        ("choices", RadioSelect | CheckboxSelectMultiple),
        ("check", CheckboxInput),
        ("select", Select | SelectMultiple),
        ("file", FileInput),
    ):
        if isinstance(widget, kinds):
            return look
    return "input"
