"""After signing: the receipt, the answers as a paper and as the record that was frozen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.documents.filled import filled_draft, filled_submission
from regiowerk.listen.surveys.documents.receipts import receipt as receipt_paper
from regiowerk.listen.surveys.domain.states import HANDED_IN
from regiowerk.listen.surveys.models import Submission
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.submissions import draft_of
from regiowerk.listen.surveys.views.signing.doors import (
    own_people,
    sign_offs_of,
    submission_of,
)


@require_safe
def receipt(request: Request, answering: Answering) -> HttpResponse:
    """What was handed in, by whom, and the papers to keep."""
    submission = submission_of(answering)
    participation = answering.participation
    earlier = participation.submissions.exclude(pk=submission.pk).order_by("-number")
    context = {
        "answering": answering,
        "participation": participation,
        "submission": submission,
        "sign_offs": sign_offs_of(submission),
        "earlier": [(one, answering.address("receipt_pdf", one.number)) for one in earlier],
        "may_ask": answering.may_coordinate and participation.state in HANDED_IN,
        "call": whom_to_call(participation),
        "overview_address": answering.address("overview"),
        "ask_address": answering.address("ask_to_reopen"),
        **{
            f"{page}_address": answering.address(page, submission.number)
            for page in ("receipt_pdf", "record_file", "print_submission")
        },
    }
    return render(request, "surveys/signing/receipt.html", context)


@require_safe
def receipt_pdf(request: Request, answering: Answering, number: int) -> HttpResponse:
    """The receipt as a paper."""
    submission = submission_of(answering, number)
    content = receipt_paper(submission, sign_offs_of(submission))
    return _file(content, f"{_('receipt')}-{_stem(submission)}.pdf", "application/pdf")


@require_safe
def record_file(request: Request, answering: Answering, number: int) -> HttpResponse:
    """The very bytes whose check number was signed."""
    submission = submission_of(answering, number)
    return _file(submission.content.encode(), f"{_stem(submission)}.json", "application/json")


@require_safe
def print_submission(request: Request, answering: Answering, number: int) -> HttpResponse:
    """All answers as they were signed."""
    submission = submission_of(answering, number)
    content = filled_submission(submission, sign_offs_of(submission))
    return _file(content, f"{_('answers')}-{_stem(submission)}.pdf", "application/pdf")


@require_safe
def print_answers(request: Request, answering: Answering) -> HttpResponse:
    """All answers as they stand now."""
    own_people(answering)  # the office that typed a part would read the rest here
    draft = draft_of(answering.participation, request.at)
    key = answering.participation.wave.survey.key
    return _file(filled_draft(draft, request.at), f"{_('draft')}-{key}.pdf", "application/pdf")


def _stem(submission: Submission) -> str:
    participation = submission.participation
    wave = participation.wave
    return f"{wave.survey.key}-{wave.number}-{participation.organisation.key}-{submission.number}"


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
