from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.people import actions
from regiowerk.ground.people.access import Request
from regiowerk.ground.people.actions import ExamplePersonError
from regiowerk.ground.people.forms import AccountForm, NewPasswordForm
from regiowerk.ground.people.queries.own_data import everything_about, kept_about_people
from regiowerk.ground.people.views.answers import in_language
from regiowerk.ground.ui.htmx import go

type View = Callable[[Request], HttpResponse]


def _explained(view: View) -> View:
    """What an example person may not do is said on the account page."""

    @wraps(view)
    def answer(request: Request) -> HttpResponse:
        try:
            return view(request)
        except ExamplePersonError as refused:
            messages.warning(request, str(refused))
            return go(request, "people:account")

    return answer


@require_http_methods(["GET", "POST"])
@never_cache
@_explained
def account(request: Request) -> HttpResponse:
    user = request.user
    data = request.POST if request.method == "POST" else None
    form = AccountForm(data, initial={"name": user.name, "language": user.language})
    if not form.is_valid():
        context = {"form": form, "kept": kept_about_people()}
        return render(request, "people/account.html", context, status=_status(form))
    actions.edit_account(user=user, by=request.actor, at=request.at, **form.cleaned_data)
    with override(user.language):
        messages.success(request, _("Your account is changed."))
    return in_language(go(request, "people:account"), user.language)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@never_cache
@_explained
def change_password(request: Request) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = NewPasswordForm(data, user=request.user)
    if not form.is_valid():
        context = {"form": form}
        return render(request, "people/change_password.html", context, status=_status(form))
    password = form.cleaned_data["password"]
    actions.change_password(user=request.user, password=password, by=request.actor, at=request.at)
    update_session_auth_hash(request, request.user)
    send_mails.enqueue()
    messages.success(request, _("Your password is set. All other browsers are signed out."))
    return go(request, "people:account")


def _status(form: forms.Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK


@require_POST
@_explained
def end_sessions(request: Request) -> HttpResponse:
    actions.end_sessions(user=request.user, by=request.actor, at=request.at)
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed in here only."))
    return go(request, "people:account")


@require_safe
@never_cache
def own_data(request: Request) -> HttpResponse:
    """Everything stored about oneself, as a file to take along."""
    response = JsonResponse(
        everything_about(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="regiowerk-konto.json"'
    return response


@require_http_methods(["GET", "POST"])
@_explained
def delete_account(request: Request) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/delete_account.html")
    actions.delete_account(user=request.user, by=request.actor, at=request.at)
    logout(request)
    messages.success(request, _("Your account is deleted."))
    return HttpResponseRedirect("/")
