"""Who takes part in a wave."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.regions.models import Organisation
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.domain.states import ANSWERING
from regiowerk.listen.surveys.domain.writers import Writer
from regiowerk.listen.surveys.forms.office_waves import (
    ChoiceForm,
    ConfirmForm,
    WithdrawForm,
    choice_forms,
)
from regiowerk.listen.surveys.models import Participation, Wave
from regiowerk.listen.surveys.queries.waves import (
    matching,
    organisations_for,
    people_for,
    with_freedom,
)
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    ask,
    done,
    of_wave,
    sent,
    status_of,
    the_participation,
    the_wave,
)

PER_PAGE = 50
MOST_DIGITS = 12  # of an id
AS_BEFORE = "before"
OF_ALL = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.DISTRICT)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_participants(
    request: Request, process_key: str, survey_key: str, wave: int
) -> HttpResponse:
    """Choose who is asked, and who coordinates there; one page of organisations at a time."""
    found = the_wave(request, process_key, survey_key, wave)
    page = _page(request, found)
    lines = _lines(request, found, page)
    forms = [line["form"] for line in lines if line["form"]]
    if request.method != "POST" or not all(form.is_valid() for form in forms):
        return _show(request, found, page, lines, forms)
    choices = [form.choice() for form in forms]
    try:
        chosen = actions.choose_participants(
            wave=found, choices=choices, by=request.actor, at=request.at
        )
    except actions.WaveStateError as refused:
        messages.error(request, str(refused))
    else:
        _say(request, chosen)
    return go(request, _after(request, found))


@require_POST
def add_all(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """All municipalities, all districts, or all of the wave before take part."""
    found = the_wave(request, process_key, survey_key, wave)
    kind = request.POST.get("kind", "")
    if kind not in (*OF_ALL, AS_BEFORE):
        messages.error(request, _("Please choose municipalities or districts."))
        return go(request, of_wave("choose_participants", found))
    try:
        if kind == AS_BEFORE:
            number = actions.add_as_before(wave=found, by=request.actor, at=request.at)
        else:
            number = actions.add_all(wave=found, kind=kind, by=request.actor, at=request.at)
    except actions.WaveStateError as refused:
        messages.error(request, str(refused))
    else:
        _say(request, actions.Chosen(added=number))
    return go(request, of_wave("choose_participants", found))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, **place: Any) -> HttpResponse:
    """Take an organisation out before it hands in, or take it in again."""
    participation = the_participation(request, **place)
    if participation.state == Participation.State.DECLINED:
        return _take_in_again(request, participation)
    is_asked = participation.state != Participation.State.PLANNED
    form = WithdrawForm(sent(request), is_asked=is_asked)
    if form.is_valid() and _is_withdrawn(request, participation, form):
        told = _("%(organisation)s no longer takes part.")
        message = told % {"organisation": participation.organisation}
        return done(request, message, of_wave("choose_participants", participation.wave))
    return _ask(request, participation, _withdrawal(participation, is_asked=is_asked), form)


def _is_withdrawn(request: Request, participation: Participation, form: Form) -> bool:
    reason = form.cleaned_data.get("reason", "")
    try:
        actions.withdraw(
            participation=participation, reason=reason, by=request.actor, at=request.at
        )
    except (actions.TooLateToWithdrawError, actions.NoWithdrawalReasonError) as refused:
        form.add_error(None, str(refused))
        return False
    send_mails.enqueue()
    return True


def _ask(request: Request, participation: Participation, deed: Deed, form: Form) -> HttpResponse:
    wave, place = participation.wave, participation.organisation
    back = of_wave("choose_participants", wave)
    return ask(request, wave, deed, form, cancel=back, place=place)


def _take_in_again(request: Request, participation: Participation) -> HttpResponse:
    form = ConfirmForm(sent(request))
    back = of_wave("choose_participants", participation.wave)
    if form.is_valid():
        writer = Writer(request.actor, request.actor.label, str(_("project office")))
        actions.resume(participation=participation, writer=writer, at=request.at)
        return done(request, _("The organisation takes part again."), back)
    deed = Deed(
        _("Take in again"),
        _("Take in again"),
        means=(
            _("Reason given: %(reason)s") % {"reason": participation.decline_reason},
            _("The organisation goes on where it stopped. Send it a new link afterwards."),
        ),
    )
    return _ask(request, participation, deed, form)


def _withdrawal(participation: Participation, *, is_asked: bool) -> Deed:
    title, submit = _("Take out"), _("Take out")
    if participation.state not in ANSWERING:
        return Deed(title, submit, obstacle=str(actions.TooLateToWithdrawError()))
    is_written = participation.answered_at is not None
    kept = _("What was written is kept. You can take the organisation in again.")
    gone = _("Nothing was written yet. You can choose the organisation again.")
    means = [kept if is_written else gone]
    if is_asked:
        means += [
            _("The personal links open nothing any more."),
            _("Whoever coordinates gets a mail with your reason."),
        ]
    return Deed(title, submit, means=tuple(means), is_grave=is_written)


def _page(request: Request, wave: Wave) -> Page[Organisation]:
    """One page of those who could take part; what was sent decides over what is filtered."""
    offered = organisations_for(wave, timezone.localdate(request.at))
    if request.method == "POST":
        shown = request.POST.getlist("shown")[:PER_PAGE]
        ids = [int(one) for one in shown if one.isdecimal() and len(one) <= MOST_DIGITS]
        return Paginator(offered.filter(pk__in=ids), PER_PAGE).get_page(1)
    found = matching(offered, words=_words(request), kind=request.GET.get("kind", ""))
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def _lines(request: Request, wave: Wave, page: Page[Organisation]) -> list[dict[str, Any]]:
    """Each organisation with a form where it may be chosen freely, else with what it does."""
    ids = [one.pk for one in page.object_list]
    known = {
        one.organisation_id: one
        for one in with_freedom(wave.participations.filter(organisation__in=ids))
    }
    people = people_for(wave, ids, timezone.localdate(request.at))
    free = [
        one
        for one in page.object_list
        if one.pk not in known or known[one.pk].is_free  # type: ignore[attr-defined]
    ]
    forms = {
        form.organisation.pk: form for form in choice_forms(free, known, people, sent(request))
    }
    return [
        {
            "organisation": one,
            "participation": known.get(one.pk),
            "form": forms.get(one.pk),
            "person": people.get(one.pk),
            "may_withdraw": one.pk in known and known[one.pk].state in ANSWERING,
        }
        for one in page.object_list
    ]


def _show(
    request: Request,
    wave: Wave,
    page: Page[Organisation],
    lines: list[dict[str, Any]],
    forms: list[ChoiceForm],
) -> HttpResponse:
    context = {
        "process": wave.survey.process,
        "survey": wave.survey,
        "wave": wave,
        "page": page,
        "lines": lines,
        "faults": [form for form in forms if form.is_bound and form.errors],
        "kinds": Organisation.Kind.choices,
        "kind": request.GET.get("kind", ""),
        "words": _words(request),
        "is_closed": wave.state == Wave.State.CLOSED,
        "has_forms": bool(forms) and wave.state != Wave.State.CLOSED,
    }
    template = "surveys/office/waves/participants.html"
    return render(request, template, context, status=status_of(*forms))


def _words(request: Request) -> str:
    return request.GET.get("q", "")[:100]


def _after(request: Request, wave: Wave) -> str:
    """Where to go on: the same page of the list, or the next one."""
    asked = request.GET.copy()
    if "next" in request.POST:
        current = request.GET.get("page", "1")
        asked["page"] = str(int(current) + 1 if current.isdecimal() else 2)
    query = urlencode(asked, doseq=True)
    address = of_wave("choose_participants", wave)
    return f"{address}?{query}" if query else address


def _say(request: Request, chosen: actions.Chosen) -> None:
    """How many came in, were changed and went out."""
    parts = [
        (
            chosen.added,
            ngettext(
                "%(number)d organisation was added.",
                "%(number)d organisations were added.",
                chosen.added,
            ),
        ),
        (
            chosen.changed,
            ngettext(
                "%(number)d organisation was changed.",
                "%(number)d organisations were changed.",
                chosen.changed,
            ),
        ),
        (
            chosen.removed,
            ngettext(
                "%(number)d organisation was taken out.",
                "%(number)d organisations were taken out.",
                chosen.removed,
            ),
        ),
    ]
    told = [text % {"number": number} for number, text in parts if number]
    messages.success(request, " ".join(told) or _("Nothing was changed."))
