"""The form renderer."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class KernRenderer(TemplatesSetting):
    """Django forms in KERN markup."""
