"""The office proposes quotations and sees what became of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext as _, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import answer_for_office, quotation_for_office
from regiowerk.listen.surveys.forms.coding import QuotationForm
from regiowerk.listen.surveys.models import Quotation
from regiowerk.listen.surveys.queries.exports.classes import Audience
from regiowerk.listen.surveys.queries.open_answers import open_answers
from regiowerk.listen.surveys.queries.quotations import outdated, question_of, quotations_of_wave
from regiowerk.listen.surveys.views.office.wave_pages import (
    Deed,
    ask,
    of_wave,
    sent,
    the_wave,
)


@require_safe
def quotations(request: Request, process_key: str, survey_key: str, wave: int) -> HttpResponse:
    """Everything that was proposed in a wave, and what the organisations said."""
    found = the_wave(request, process_key, survey_key, wave)
    proposed = list(quotations_of_wave(found))
    gone = outdated(proposed)
    language = get_language() or "de"
    approved = sum(one.state == Quotation.State.APPROVED for one in proposed)
    ways = [of_wave("take_back_quotation", found, one.pk) for one in proposed]
    lines = [
        (one, question_of(one, language), one.pk in gone, way)
        for one, way in zip(proposed, ways, strict=True)
    ]
    context = {
        "process": found.survey.process,
        "survey": found.survey,
        "wave": found,
        "heading": _heading(len(proposed), approved),
        "lines": lines,
        "open_answers_address": of_wave("open_answers", found),
        "wave_address": of_wave("wave", found),
    }
    return render(request, "surveys/coding/quotations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_quotation(
    request: Request,
    process_key: str,
    survey_key: str,
    wave: int,
    organisation_key: str,
    field: str,
) -> HttpResponse:
    """Ask an organisation whether words of its answer may be used."""
    found = the_wave(request, process_key, survey_key, wave)
    written = open_answers(found, Audience.OFFICE, get_language() or "de")
    answer = answer_for_office(written, organisation_key, field)
    form = QuotationForm(sent(request), answer=answer.text, initial={"words": answer.text})
    if not form.is_valid():
        cancel = of_wave("open_answer", found, organisation_key, field)
        return ask(request, found, _asking(answer.organisation), form, cancel=cancel)
    by, at = request.actor, request.at
    actions.propose_quotation(
        answer=answer, passage=form.passage, wish=form.wish(), tokens=_tokens(), by=by, at=at
    )
    send_mails.enqueue()
    messages.success(request, _("The organisation is asked. You see here what it says."))
    return go(request, of_wave("quotations_of_wave", found))


@require_POST
def take_back_quotation(
    request: Request, process_key: str, survey_key: str, wave: int, quotation_id: int
) -> HttpResponse:
    """Not to ask any more, as long as nobody has decided."""
    found = the_wave(request, process_key, survey_key, wave)
    quotation = quotation_for_office(found, quotation_id)
    try:
        actions.take_back_quotation(quotation=quotation, by=request.actor, at=request.at)
    except actions.QuotationDecidedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The question is taken back."))
    return go(request, of_wave("quotations_of_wave", found))


def _asking(organisation: str) -> Deed:
    return Deed(
        title=_("Ask to quote from the answer"),
        submit=_("Ask the organisation"),
        lead=organisation,
        means=(
            _("The organisation gets a mail, reads the words and may change or decline them."),
            _("Nobody but the project office and the organisation reads them before it agrees."),
        ),
    )


def _heading(number: int, approved: int) -> str:
    if not number:
        return _("Quotations")
    words = {"number": number, "approved": approved}
    return (
        ngettext(
            "%(approved)d of one quotation is approved",
            "%(approved)d of %(number)d quotations are approved",
            number,
        )
        % words
    )


def _tokens() -> Iterator[str]:
    while True:
        yield secrets.token_urlsafe(32)
