"""A further section, or an empty one fewer."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.editing.sections import (
    with_new_section,
    without_section,
)
from regiowerk.listen.questionnaires.domain.instrument import Question
from regiowerk.listen.questionnaires.forms.editor import SectionForm, SeenForm
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import done, editing, save, sent, show
from regiowerk.listen.questionnaires.views.editor.places import item_here, trail


@require_http_methods(["GET", "HEAD", "POST"])
def add_section(request: Request, process_key: str, questionnaire_key: str) -> HttpResponse:
    """A further section, still empty, behind the others."""
    work = editing(request, process_key, questionnaire_key)
    form = SectionForm(sent(request), instrument=work.instrument, initial={"seen": work.seen})
    if form.is_valid() and save(
        request, work, form, lambda one: with_new_section(one, form.words("label"))
    ):
        return done(request, _("The section is added."), "questionnaires:editor", *work.keys)
    back = reverse("questionnaires:editor", args=work.keys)
    title = _("Add a section")
    return show(request, work, "questionnaires/editor/form.html", form=form, title=title, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_section(
    request: Request, process_key: str, questionnaire_key: str, section_name: str
) -> HttpResponse:
    """An empty section goes."""
    work = editing(request, process_key, questionnaire_key)
    item = item_here(work, section_name)
    if isinstance(item, Question):
        raise Http404
    form = SeenForm(sent(request), initial={"seen": work.seen})
    if form.is_valid() and save(
        request, work, form, lambda one: without_section(one, section_name)
    ):
        return done(request, _("The section is removed."), "questionnaires:editor", *work.keys)
    label = queries.label_of(work.instrument, item)
    context = {"title": _("Remove the section"), "label": label, "submit": _("Remove the section")}
    context |= trail(work, f"/{section_name}")
    return show(request, work, "questionnaires/editor/form.html", form=form, **context)
