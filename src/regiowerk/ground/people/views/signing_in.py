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
from django.utils import formats, timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.people import access, actions, queries
from regiowerk.ground.people.access import Request
from regiowerk.ground.people.actions import LinkRefusedError
from regiowerk.ground.people.actions.signing_in import usable_link
from regiowerk.ground.people.domain.throttle import PER_ADDRESS, PER_NETWORK
from regiowerk.ground.people.forms import LinkForm, PasswordForm
from regiowerk.ground.people.models import User


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def sign_in(request: Request) -> HttpResponse:
    """The way in without a password: a link by mail."""
    if request.user.is_authenticated:
        return redirect(_onward(request))
    form = LinkForm(request.POST or None, initial={"email": request.GET.get("email", "")})
    if not form.is_valid():
        return _page(request, link_form=form)
    email = form.cleaned_data["email"]
    wait = _wait(request, email)
    if wait is not None:
        return _page(request, link_form=form, wait=wait)
    actions.note_attempt(keys=_keys(request, email), at=request.at)
    actions.ask_for_sign_in_link(
        email=email, token=secrets.token_urlsafe(32), onward=_asked_onward(request), at=request.at
    )
    send_mails.enqueue()
    return redirect("people:link_sent")


@require_safe
@login_not_required
def link_sent(request: Request) -> HttpResponse:
    """The same words whether the address is known or not."""
    return render(request, "people/link_sent.html")


@require_POST
@login_not_required
@sensitive_post_parameters("password")
@never_cache
def sign_in_by_password(request: Request) -> HttpResponse:
    form = PasswordForm(request.POST, prefix="password")
    if not form.is_valid():
        return _page(request, password_form=form)
    email = form.cleaned_data["email"]
    wait = _wait(request, email)
    if wait is not None:
        return _page(request, password_form=form, wait=wait)
    user = authenticate(request, username=email, password=form.cleaned_data["password"])
    if not isinstance(user, User):
        actions.note_attempt(keys=_keys(request, email), at=request.at)
        form.add_error(
            None, _("Address and password do not fit together. A link by mail works too.")
        )
        return _page(request, password_form=form)
    return _enter(request, user)


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def sign_in_by_link(request: Request, token: str) -> HttpResponse:
    """Opening a link signs nobody in: programs that check mails open links too."""
    try:
        if request.method == "POST":
            return _enter(request, actions.use_sign_in_link(token=token, at=request.at))
        link = usable_link(token, request.at)
    except LinkRefusedError as refused:
        context = {"problem": str(refused)}
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
    response = HttpResponseRedirect(_onward(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        user.language,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _page(
    request: Request,
    *,
    link_form: LinkForm | None = None,
    password_form: PasswordForm | None = None,
    wait: datetime | None = None,
) -> HttpResponse:
    faulty: forms.Form | None = password_form or link_form
    status = HTTPStatus.OK
    if wait is not None:
        status = HTTPStatus.TOO_MANY_REQUESTS
    elif faulty is not None and faulty.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {
        "link_form": link_form or LinkForm(),
        "password_form": password_form or PasswordForm(prefix="password"),
        "is_by_password": password_form is not None,
        "onward": _asked_onward(request),
        "people": queries.demo_people() if settings.DEMO else (),
        "wait": formats.time_format(timezone.localtime(wait)) if wait else "",
    }
    return render(request, "people/sign_in.html", context, status=status)


def _keys(request: Request, email: str) -> tuple[str, str]:
    return f"address:{email.strip().lower()}", f"network:{_network(request)}"


def _wait(request: Request, email: str) -> datetime | None:
    by_address, by_network = _keys(request, email)
    limits = ((by_address, PER_ADDRESS), (by_network, PER_NETWORK))
    return queries.wait_before_try(limits, request.at)


def _network(request: Request) -> str:
    """Where a request comes from; behind our own proxy that is what the proxy saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


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
