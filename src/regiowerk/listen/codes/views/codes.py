"""One code: read, added, changed, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.codes import access, actions
from regiowerk.listen.codes.domain.tree import NameTakenError
from regiowerk.listen.codes.forms import MEANING, CodeForm, ConfirmForm
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.queries import usage_of
from regiowerk.listen.codes.views.asking import Question, ask, why_not


@require_safe
def code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    """What a code means, where it stands, and what was merged into it."""
    book, found = access.code_for_office(request.actor, process_key, code_key)
    usage = usage_of(book)
    context = {
        "process": found.codebook.process,
        "code": found,
        "above": [book.codes[one] for one in book.tree.ancestors(found.pk)],
        "children": [book.codes[node.id] for node in book.tree.children(found.pk)],
        "merged": [one for one in book.merged if book.meaning(one.pk).pk == found.pk],
        "meaning": book.meaning(found.pk) if found.merged_into_id else None,
        "add_address": reverse("codes:add_code", args=[process_key], query={"unter": found.key}),
        "with_below": sum(usage.get(one, 0) for one in book.tree.below(found.pk)),
    }
    return render(request, "codes/code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_code(request: Request, process_key: str) -> HttpResponse:
    """A new code, at the top or under the one named in the address."""
    process, book = access.book_for_office(request.actor, process_key)
    under = book.by_key(request.GET.get("unter", ""))
    initial = {"tone": under.tone if under else Code.Tone.GREY}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            by, at, meaning = request.actor, request.at, form.meaning()
            made = actions.add_code(process=process, under=under, meaning=meaning, by=by, at=at)
        except NameTakenError as refusal:
            form.add_error("name", why_not(refusal))
        else:
            messages.success(request, _("The code is added."))
            return go(request, "codes:code", process.key, made.key)
    lead = _("Under “%(path)s”.") % {"path": book.path(under)} if under else ""
    question = Question(title=_("Add a code"), lead=lead, submit=_("Add code"), code=under)
    return ask(request, process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    _book, found = access.code_for_office(request.actor, process_key, code_key)
    initial = {name: getattr(found, name) for name in MEANING}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.change_code(code=found, meaning=form.meaning(), by=request.actor, at=request.at)
        except NameTakenError as refusal:
            form.add_error("name", why_not(refusal))
        else:
            messages.success(request, _("The code is changed."))
            return go(request, "codes:code", process_key, code_key)
    question = Question(
        title=_("Change the code"),
        lead=_("What is coded with it stays coded with it."),
        submit=_("Save changes"),
        code=found,
    )
    return ask(request, found.codebook.process, question, form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    _book, found = access.code_for_office(request.actor, process_key, code_key)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.remove_code(code=found, by=request.actor, at=request.at)
        except actions.CodeInUseError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The code is removed."))
            return go(request, "codes:codebook", process_key)
    question = Question(
        title=_("Remove the code “%(name)s”") % {"name": found.name},
        means=(_("Its definition and anchor example are lost. This cannot be undone."),),
        submit=_("Remove code"),
        code=found,
    )
    return ask(request, found.codebook.process, question, form)
