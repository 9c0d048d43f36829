from __future__ import annotations

import secrets
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.people import access, actions, gates, queries
from regiowerk.ground.people.access import Request
from regiowerk.ground.people.actions import LinkRefusedError
from regiowerk.ground.people.domain.throttle import Way
from regiowerk.ground.people.forms import LinkForm, PasswordForm
from regiowerk.ground.people.models import User
from regiowerk.ground.people.views.answers import in_language


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def sign_in(request: Request) -> HttpResponse:
    """The way in without a password: a link by mail."""
    if request.user.is_authenticated and not settings.DEMO:
        return redirect(_onward(request))
    data = request.POST if request.method == "POST" else None
    form = LinkForm(data, initial={"email": request.GET.get("email", "")})
    if not form.is_valid():
        return _page(request, link_form=form)
    email = form.cleaned_data["email"]
    knock = gates.knock(request, way=Way.LINK, email=email)
    if knock.until is not None:
        return _page(request, link_form=form, wait=knock.until)
    actions.ask_for_sign_in_link(
        email=email, seal=secrets.token_urlsafe(32), onward=_asked_onward(request), at=request.at
    )
    send_mails.enqueue()
    return redirect("people:link_sent")


@require_safe
@login_not_required
def link_sent(request: Request) -> HttpResponse:
    """The same words whether the address is known or not."""
    return render(request, "people/link_sent.html")


@require_http_methods(["GET", "POST"])
@login_not_required
@sensitive_post_parameters()
@never_cache
def sign_in_by_password(request: Request) -> HttpResponse:
    if request.method != "POST":  # a page that was reloaded, or opened anew in another language
        return redirect(f"{reverse('people:sign_in')}{_asked_onward(request)}")
    form = PasswordForm(request.POST, prefix="password")
    if not form.is_valid():
        return _page(request, password_form=form)
    email, password = form.cleaned_data["email"], form.cleaned_data["password"]
    knock = gates.knock(request, way=Way.PASSWORD, email=email)
    if knock.until is not None:
        return _page(request, password_form=form, wait=knock.until)
    user = authenticate(request, username=email.strip(), password=password)
    if not isinstance(user, User):
        form.add_error(
            None, _("Address and password do not fit together. A link by mail works too.")
        )
        return _page(request, password_form=form)
    actions.take_back_attempt(tries=knock.tries)
    return _enter(request, user)


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def sign_in_by_link(request: Request, token: str) -> HttpResponse:
    """Looking at the link does not use it up: mail scanners look at links too."""
    try:
        link = actions.usable_link(token, request.at)
        if request.method == "POST":
            return _enter(request, actions.use_sign_in_link(link=link, at=request.at))
    except LinkRefusedError as refused:
        context = {"problem": str(refused), "onward": _asked_onward(request)}
        return render(request, "people/link_refused.html", context, status=HTTPStatus.GONE)
    return render(request, "people/sign_in_by_link.html", {"name": link.user.name})


@require_POST
@login_not_required
def sign_in_demo(request: Request) -> HttpResponse:
    """In the demo every role is one press away; elsewhere this address does not exist."""
    if not settings.DEMO:
        raise Http404
    return _enter(request, access.demo_person(request.POST.get("user", "")))


@require_POST
@login_not_required
def sign_out(request: Request) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect("/")


def _enter(request: Request, user: User) -> HttpResponse:
    """Sign in under a new session key, in the language of the account."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[queries.SIGNED_IN_AT] = request.at.isoformat()
    return in_language(HttpResponseRedirect(_onward(request)), user.language)


def _page(
    request: Request,
    *,
    link_form: LinkForm | None = None,
    password_form: PasswordForm | None = None,
    wait: datetime | None = None,
) -> HttpResponse:
    context = {
        "link_form": link_form or LinkForm(),
        "password_form": password_form or PasswordForm(prefix="password"),
        "is_by_password": password_form is not None,
        "onward": _asked_onward(request),
        "people": queries.demo_people() if settings.DEMO else (),
        "wait": formats.time_format(timezone.localtime(wait)) if wait else "",
    }
    status = _status(password_form or link_form, wait)
    response = render(request, "people/sign_in.html", context, status=status)
    if wait is not None:
        response["Retry-After"] = str(int((wait - request.at).total_seconds()))
    return response


def _status(form: forms.Form | None, wait: datetime | None) -> HTTPStatus:
    if wait is not None:
        return HTTPStatus.TOO_MANY_REQUESTS
    is_faulty = form is not None and form.is_bound
    return HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK


def _onward(request: Request) -> str:
    """Where somebody wanted to go; never to another site."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    is_here = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_here else "/"


def _asked_onward(request: Request) -> str:
    """The same as part of an address, to be taken along."""
    address = _onward(request)
    return "" if address == "/" else f"?{urlencode({'next': address})}"
