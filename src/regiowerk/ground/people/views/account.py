from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.people import actions, queries
from regiowerk.ground.people.access import Request
from regiowerk.ground.people.forms import AccountForm, NewPasswordForm
from regiowerk.ground.ui.htmx import go


@require_http_methods(["GET", "POST"])
def account(request: Request) -> HttpResponse:
    user = request.user
    form = AccountForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        context = {"form": form, "kept": _kept()}
        return render(request, "people/account.html", context, status=status)
    actions.edit_account(user=user, by=request.actor, at=request.at, **form.cleaned_data)
    messages.success(request, _("Your account is changed."))
    response = go(request, "people:account")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, form.cleaned_data["language"], samesite="Lax"
    )
    return response


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def change_password(request: Request) -> HttpResponse:
    form = NewPasswordForm(request.POST or None, user=request.user)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, "people/change_password.html", {"form": form}, status=status)
    actions.change_password(
        user=request.user,
        password=form.cleaned_data["password"],
        by=request.actor,
        at=request.at,
    )
    update_session_auth_hash(request, request.user)
    messages.success(request, _("Your password is set. All other browsers are signed out."))
    return go(request, "people:account")


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    here = request.session.session_key or ""
    ended = actions.end_sessions(user=request.user, but=here, by=request.actor, at=request.at)
    text = ngettext(
        "One other browser is signed out.", "%(n)d other browsers are signed out.", ended
    )
    if not ended:
        text = _("You were signed in here only.")
    messages.success(request, text % {"n": ended})
    return go(request, "people:account")


@require_safe
def own_data(request: Request) -> HttpResponse:
    """Everything stored about oneself, as a file to take along."""
    response = JsonResponse(
        queries.everything_about(request.user),
        json_dumps_params={"indent": 2, "ensure_ascii": False},
    )
    response["Content-Disposition"] = 'attachment; filename="regiowerk-konto.json"'
    return response


@require_http_methods(["GET", "POST"])
def delete_account(request: Request) -> HttpResponse:
    if request.method != "POST":
        return render(request, "people/delete_account.html")
    actions.delete_account(user=request.user, by=request.actor, at=request.at)
    logout(request)
    messages.success(request, _("Your account is deleted."))
    return HttpResponseRedirect("/")


def _kept() -> list[tuple[str, str]]:
    """What is stored about a person, and for how long."""
    as_long = _("as long as the account exists")
    return [
        (_("Name, e-mail address, language"), as_long),
        (_("Password, as a hash that cannot be read back"), as_long),
        (_("For whom you may act, and since when"), _("stays with the record of the region")),
        (_("Tries and links to sign in, as hashes"), _("7 days")),
        (_("Mails and notices to you"), _("90 days")),
    ]
