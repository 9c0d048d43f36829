"""Components to answer with: controls of a questionnaire, one per kind of question."""

from __future__ import annotations

from django import template

register = template.Library()
