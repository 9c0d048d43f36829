"""Reading and signing: for the organisation as a whole, and for a department in its section."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, override
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.people.queries import has_signed_in_since
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.signing import FRESH, CodeProblem, hidden
from regiowerk.listen.surveys.forms.signing import ReasonForm, SignForm
from regiowerk.listen.surveys.models import Link, Participation, SignOff
from regiowerk.listen.surveys.queries.consent import widened_since
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.sections import label_of
from regiowerk.listen.surveys.queries.signing import (
    last_code,
    open_points,
    signatory_of,
)
from regiowerk.listen.surveys.queries.submissions import Draft, draft_of
from regiowerk.listen.surveys.queries.told import draft_told
from regiowerk.listen.surveys.views.signing.doors import department, signer

CODE_PROBLEMS: Mapping[CodeProblem, Promise] = {
    CodeProblem.NONE_SENT: gettext_lazy("Please let us send you a code first."),
    CodeProblem.EXPIRED: gettext_lazy("This code has expired. Please let us send you a new one."),
    CodeProblem.TOO_MANY_TRIES: gettext_lazy(
        "This code was tried too often. Please let us send you a new one."
    ),
    CodeProblem.WRONG: gettext_lazy(
        "This is not the code we sent. Please look into the mail again."
    ),
}
STATEMENT = gettext_lazy(
    "I am authorised to release these answers for the organisation, and I release them."
)
SECONDS_TO_READ = 8  # an answer with its question
DEPARTMENT_STATEMENT = gettext_lazy("I agree to the answers of this section for my department.")


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def sign(request: Request, answering: Answering) -> HttpResponse:
    """What is to be signed, what changed since the last time, and the signature."""
    signer(answering)
    draft = draft_of(answering.participation, request.at)
    form = _form(request, answering, _name(request, answering), STATEMENT, draft.content_hash)
    if not form.is_bound or not form.is_valid() or not _is_proven(request, answering, form):
        return _page(request, answering, draft, form)
    try:
        actions.sign(
            participation=answering.participation,
            signature=_signature(answering, form, _name(request, answering), STATEMENT),
            seen=form.cleaned_data["seen"],
            by=answering.writer.actor,
            at=request.at,
        )
    except (actions.NotWaitingError, actions.ChangedMeanwhileError) as refused:
        messages.error(request, str(refused))
        anew = _form(request, answering, "", STATEMENT, draft.content_hash, is_new=True)
        return _page(request, answering, draft, anew, HTTPStatus.CONFLICT)
    send_mails.enqueue()
    messages.success(request, _("Signed and handed in. Thank you."))
    return go(request, answering.address("receipt"))


@require_POST
def send_code(request: Request, answering: Answering) -> HttpResponse:
    """A code to the address of the mandate, beside the link."""
    signer(answering)
    return _send_code(request, answering, answering.address("sign"))


@require_POST
def sign_in_anew(request: Request, answering: Answering) -> HttpResponse:
    """An open session is no signature: sign in once more, and come back here."""
    signer(answering)
    email = getattr(request.user, "email", "")
    logout(request)
    words = urlencode({"next": answering.address("sign"), "email": email})
    return HttpResponseRedirect(f"{reverse('people:sign_in')}?{words}")


@require_POST
def give_back_answers(request: Request, answering: Answering) -> HttpResponse:
    """Not to sign: those who wrote get the answers back with a remark."""
    signer(answering)
    form = ReasonForm(request.POST, prefix="back")
    draft = draft_of(answering.participation, request.at)
    signing = _form(request, answering, "", STATEMENT, draft.content_hash, is_new=True)
    if not form.is_valid():
        return _page(request, answering, draft, signing, back=form)
    try:
        actions.give_back_answers(
            participation=answering.participation,
            reason=form.cleaned_data["reason"],
            token=secrets.token_urlsafe(32),
            writer=answering.writer,
            at=request.at,
        )
    except actions.NotWaitingError as refused:
        messages.error(request, str(refused))
        return _page(request, answering, draft, signing, HTTPStatus.CONFLICT)
    send_mails.enqueue()
    return render(request, "surveys/signing/given_back.html", {"call": _call(answering)})


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("code")
def agree(request: Request, answering: Answering, section: str) -> HttpResponse:
    """A department agrees to its section before the head signs for all."""
    link = department(answering, section)
    draft = draft_of(answering.participation, request.at)
    seen = draft.hash_of(section)
    form = _form(request, answering, link.name, DEPARTMENT_STATEMENT, seen, is_department=True)
    if not form.is_bound or not form.is_valid() or not _is_proven(request, answering, form):
        return _section_page(request, answering, draft, section, form)
    try:
        actions.agree(
            participation=answering.participation,
            section=section,
            signature=_signature(answering, form, link.name, DEPARTMENT_STATEMENT),
            seen=form.cleaned_data["seen"],
            by=answering.writer.actor,
            at=request.at,
        )
    except (actions.ChangedMeanwhileError, actions.AnswerRefusedError) as refused:
        messages.error(request, str(refused))
        return go(request, answering.address("agree", section))
    messages.success(request, _("Your department has agreed. Thank you."))
    return go(request, answering.address("overview"))


@require_POST
def send_section_code(request: Request, answering: Answering, section: str) -> HttpResponse:
    """A code to the address the section was given to."""
    department(answering, section)
    return _send_code(request, answering, answering.address("agree", section))


def _send_code(request: Request, answering: Answering, back: str) -> HttpResponse:
    if answering.link is not None:
        try:
            actions.send_code(link=answering.link, seal=secrets.token_urlsafe(32), at=request.at)
        except actions.TooManyCodesError as refused:
            messages.warning(request, str(refused))
        else:
            send_mails.enqueue()
            words = {"email": hidden(answering.link.email)}
            messages.success(request, _("A code is on its way to %(email)s.") % words)
    return go(request, f"{back}#unterschrift")


def _form(
    request: Request,
    answering: Answering,
    name: str,
    statement: Promise,
    seen: str,
    *,
    is_department: bool = False,
    is_new: bool = False,
) -> SignForm:
    is_sent = request.method == "POST" and not is_new
    with override(answering.participation.language):
        words = str(statement)
    return SignForm(
        request.POST if is_sent else None,
        statement=words,
        needs_code=answering.link is not None,
        is_department=is_department,
        knows_person=bool(name) or is_new,
        initial={"seen": seen},
    )


def _name(request: Request, answering: Answering) -> str:
    """Who signs, as their mandate or their account says; "" where neither does."""
    if answering.link is None:
        return str(getattr(request.user, "name", "") or answering.writer.label)
    return answering.link.name


def _is_proven(request: Request, answering: Answering, form: Form) -> bool:
    """Whether it is really them: a right code, or a sign-in of just now."""
    if answering.link is None:
        if _is_fresh(request):
            return True
        form.add_error(None, _("Please sign in anew before you sign."))
        return False
    if answering.may_sign and not _has_mandate(answering, request):
        form.add_error(None, _("The mandate this link rests on has ended."))
        return False
    problem = actions.try_code(link=answering.link, typed=form.cleaned_data["code"], at=request.at)
    if problem is not None:
        form.add_error("code", str(CODE_PROBLEMS[problem]))
    return problem is None


def _is_fresh(request: Request) -> bool:
    return has_signed_in_since(request.session, request.at - FRESH, request.at)


def _signature(
    answering: Answering, form: Form, name: str, statement: Promise
) -> actions.Signature:
    with override(answering.participation.language):
        words = str(statement)
    is_by_link = answering.link is not None
    return actions.Signature(
        person=form.cleaned_data.get("person") or name,
        function=form.cleaned_data["function"],
        is_deputy=form.cleaned_data.get("is_deputy", False),
        statement=words,
        method=SignOff.Method.LINK_AND_CODE if is_by_link else SignOff.Method.SIGN_IN,
        link=answering.link,
    )


def _page(
    request: Request,
    answering: Answering,
    draft: Draft,
    form: SignForm,
    status: HTTPStatus | None = None,
    back: Form | None = None,
) -> HttpResponse:
    participation = answering.participation
    is_faulty = form.is_bound or back is not None
    context = {
        **_shared(request, answering, form),
        "lead": _lead(draft),
        "draft": draft,
        "points": open_points(draft),
        "widened": widened_since(participation, draft.last),
        "sections": draft_told(draft, request.at),
        "changed": draft_told(draft, request.at, only_changed=True) if draft.changes else (),
        "is_waiting": participation.state == Participation.State.IN_SIGN_OFF,
        "has_mandate": _has_mandate(answering, request),
        "back": back or ReasonForm(prefix="back"),
        "code_address": answering.address("send_code"),
        "sign_address": answering.address("sign"),
        "sign_in_address": answering.address("sign_in_anew"),
        "back_address": answering.address("give_back_answers"),
        "receipt_address": answering.address("receipt") if draft.last else "",
        "print_address": answering.address("print_answers"),
    }
    ordinary = HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK
    return render(request, "surveys/signing/sign.html", context, status=status or ordinary)


def _lead(draft: Draft) -> str:
    """What lies there to be read, and how long that takes."""
    number = len(draft.record["answers"])
    words = {
        "survey": draft.participation.wave.survey.title,
        "answers": number,
        "minutes": max(3, ceil(number * SECONDS_TO_READ / 60)),
    }
    if draft.last is not None:
        return _("“%(survey)s”: you signed before; what changed since comes first.") % words
    return _("“%(survey)s”: %(answers)d answers, to be read in about %(minutes)d minutes.") % words


def _section_page(
    request: Request, answering: Answering, draft: Draft, section: str, form: SignForm
) -> HttpResponse:
    context = {
        **_shared(request, answering, form),
        "label": label_of(answering.participation, section),
        "sections": draft_told(draft, request.at, only=[section]),
        "code_address": answering.address("send_section_code", section),
        "sign_address": answering.address("agree", section),
        "section_address": answering.address("section", section),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "surveys/signing/agree.html", context, status=status)


def _shared(request: Request, answering: Answering, form: SignForm) -> dict[str, object]:
    link = answering.link
    return {
        "answering": answering,
        "participation": answering.participation,
        "form": form,
        "name": _name(request, answering),
        "is_by_link": link is not None,
        "is_code_sent": _is_code_sent(link, request),
        "is_fresh": link is None and _is_fresh(request),
        "hidden_email": hidden(link.email) if link else "",
        "call": _call(answering),
        "overview_address": answering.address("overview"),
    }


def _is_code_sent(link: Link | None, request: Request) -> bool:
    sent = last_code(link) if link else None
    return sent is not None and sent.used_at is None and sent.expires_at > request.at


def _has_mandate(answering: Answering, request: Request) -> bool:
    """A link to sign rests on a mandate; when that has ended, nothing is signed with it."""
    if answering.link is None:
        return True
    return signatory_of(answering.participation, answering.link, request.at) is not None


def _call(answering: Answering) -> str:
    return whom_to_call(answering.participation)
