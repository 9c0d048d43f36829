"""Where codes stand, and which of them count as one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.codes import access, actions
from regiowerk.listen.codes.domain.tree import CircleError, NameTakenError
from regiowerk.listen.codes.forms import DirectionForm, MergeForm, PlaceForm, SplitForm
from regiowerk.listen.codes.models import Code
from regiowerk.listen.codes.views.asking import Question, ask, why_not


@require_http_methods(["GET", "HEAD", "POST"])
def move_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    """Under another code, with everything below it."""
    book, found = access.code_for_office(request.actor, process_key, code_key)
    but, above = book.tree.below(found.pk), book.tree.parent(found.pk)
    initial = {"under": book.codes[above].key if above else ""}
    data = request.POST if request.method == "POST" else None
    form = PlaceForm(data, book=book, but=but, initial=initial)
    if form.is_valid():
        try:
            actions.move_code(code=found, under=form.chosen(), by=request.actor, at=request.at)
        except (CircleError, NameTakenError) as refusal:
            form.add_error("under", why_not(refusal))
        else:
            messages.success(request, _("The code is moved."))
            return go(request, "codes:code", process_key, code_key)
    question = Question(
        title=_("Move the code “%(name)s”") % {"name": found.name},
        lead=_("Everything below it moves along."),
        submit=_("Move code"),
        code=found,
    )
    return ask(request, found.codebook.process, question, form)


@require_POST
def arrange_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    """One place up or down among its siblings."""
    _book, found = access.code_for_office(request.actor, process_key, code_key)
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    actions.arrange_code(
        code=found, direction=form.cleaned_data["direction"], by=request.actor, at=request.at
    )
    return go(request, f"{reverse('codes:codebook', args=[process_key])}?ordnen=1#{found.key}")


@require_http_methods(["GET", "HEAD", "POST"])
def merge_codes(request: Request, process_key: str, code_key: str) -> HttpResponse:
    book, found = access.code_for_office(request.actor, process_key, code_key)
    data = request.POST if request.method == "POST" else None
    form = MergeForm(data, book=book, but=book.tree.below(found.pk))
    if form.is_valid():
        try:
            actions.merge_codes(code=found, into=form.chosen(), by=request.actor, at=request.at)
        except (CircleError, NameTakenError) as refusal:
            form.add_error("into", why_not(refusal))
        except actions.CodeInUseError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The codes are merged. This can be undone."))
            return go(request, "codes:code", process_key, form.chosen().key)
    return ask(request, found.codebook.process, _merging(found), form)


def _merging(found: Code) -> Question:
    return Question(
        title=_("Merge the code “%(name)s”") % {"name": found.name},
        means=(
            _("Whatever is coded with it counts for the other code from now on."),
            _("Codes below it stand under the other code."),
            _("Nothing is lost: it can be taken out again with all that was coded with it."),
        ),
        submit=_("Merge codes"),
        code=found,
    )


@require_POST
def restore_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    """A merged code stands for itself again."""
    _book, found = access.code_for_office(request.actor, process_key, code_key)
    try:
        actions.restore_code(code=found, by=request.actor, at=request.at)
    except NameTakenError as refusal:
        messages.error(request, why_not(refusal))
    except actions.NotMergedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The code stands for itself again."))
    return go(request, "codes:code", process_key, code_key)


@require_http_methods(["GET", "HEAD", "POST"])
def split_code(request: Request, process_key: str, code_key: str) -> HttpResponse:
    """Finer codes below one."""
    _book, found = access.code_for_office(request.actor, process_key, code_key)
    form = SplitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            names = form.cleaned_data["names"]
            actions.split_code(code=found, names=names, by=request.actor, at=request.at)
        except NameTakenError as refusal:
            form.add_error("names", why_not(refusal))
        else:
            messages.success(request, _("The code is split. Now code its passages more finely."))
            return go(request, "codes:code", process_key, code_key)
    return ask(request, found.codebook.process, _splitting(found), form)


def _splitting(found: Code) -> Question:
    return Question(
        title=_("Split the code “%(name)s”") % {"name": found.name},
        means=(
            _("The finer codes stand below it, and it holds them together."),
            _("What is coded with it stays there until you code it with a finer one."),
        ),
        submit=_("Split code"),
        code=found,
    )
