from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_http_methods

from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import (
    UnreadableAnswerError,
    name_of,
    refuse_file,
)
from regiowerk.listen.questionnaires.queries.wording import unreadable_sentence
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.domain.files import LARGEST
from regiowerk.listen.surveys.domain.operations import operation_for
from regiowerk.listen.surveys.forms.answering_section import (
    BASE,
    Sent,
    entered_in,
    sent_answers,
    stale_bases,
)
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.answers import layout_for, values_of_revisions
from regiowerk.listen.surveys.queries.filling import Filling, filling_of
from regiowerk.listen.surveys.queries.sections import (
    SectionLine,
    section_after,
    section_lines,
)
from regiowerk.listen.surveys.views.answering.showing import Typed, section_page, short_path


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, answering: Answering, section: str) -> HttpResponse:
    """One section on one page; sent as a whole, every changed answer is saved with its base."""
    if request.method == "POST":
        return _save(request, answering, section)
    lines = _enter(request, answering, section)
    checks = "pruefen" in request.GET
    return section_page(request, answering, section, checks=checks, lines=lines)


def _enter(request: Request, answering: Answering, section: str) -> tuple[SectionLine, ...]:
    """Whoever opens a section begins the participation, and is seen to be at it."""
    participation, writer, at = answering.participation, answering.writer, request.at
    is_guest = answering.is_office or request.method != "GET"
    if participation.opened_at is None and not is_guest:
        actions.open_participation(participation=participation, writer=writer, at=at)
    lines = section_lines(participation)
    line = next(line for line in lines if line.name == section)
    if not is_guest and line.is_claim_due(writer.label, at):
        actions.claim_section(participation=participation, section=section, writer=writer, at=at)
    return lines


def _save(request: Request, answering: Answering, section: str) -> HttpResponse:
    before = _filling(request, answering)
    typed = save_typed(request, answering, section, before)
    if typed.is_troubled:
        return troubled_page(request, answering, section, typed)
    return _onward(request, answering, section, before)


def save_typed(
    request: Request, answering: Answering, section: str, filling: Filling | None = None
) -> Typed:
    """Save what stands on the page that was sent; what is not taken comes back as it was typed."""
    if not any(key.startswith(BASE) for key in request.POST):
        return Typed()
    sent = _sent(request, filling or _filling(request, answering), section)
    try:
        return _store(request, answering, sent)
    except actions.AnswerRefusedError as refused:
        return Typed(sent.raw, {}, frozenset(), str(refused))


def troubled_page(
    request: Request, answering: Answering, section: str, typed: Typed
) -> HttpResponse:
    """The page again, with what could not be taken and why."""
    if typed.sentence:
        messages.error(request, typed.sentence)
    status = HTTPStatus.CONFLICT if typed.is_only_conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
    return section_page(request, answering, section, typed=typed, status=status)


def _filling(request: Request, answering: Answering) -> Filling:
    return filling_of(answering.participation, request.at, is_office=answering.is_office)


def _sent(request: Request, filling: Filling, section: str) -> Sent:
    """What the page sends that was not there before."""
    entered = entered_in(request.POST, filling.layout, section)
    stale = stale_bases(entered, filling.standings)
    before = values_of_revisions(filling.participation, stale)
    key = operation_key(request, filling.participation)
    language = filling.participation.language
    return sent_answers(
        entered,
        request.FILES,
        filling.standings,
        before,
        key,
        language,
        filling.instrument,
    )


def operation_key(request: Request, participation: Participation) -> str:
    """What the ids of all operations of one sent page are made from."""
    return f"{participation.pk}:{request.POST.get('operation') or uuid4().hex}"


def _store(request: Request, answering: Answering, sent: Sent) -> Typed:
    """Save what was sent; what is not taken comes back as it was typed."""
    batch = actions.save_answers(
        participation=answering.participation,
        offers=sent.offers,
        writer=answering.writer,
        at=request.at,
        origin=answering.origin,
    )
    refused = {field: str(problem) for field, problem in batch.refused.items()}
    for field, upload, base in sent.files:
        try:
            save_file(request, answering, field, upload, base)
        except UnreadableAnswerError as problem:
            sent.unreadable[field] = problem.kind
        except (actions.FileRefusedError, actions.AnswerRefusedError) as problem:
            refused[field] = str(problem)
    late = (field for field, saved in batch.saved.items() if saved.state == "conflict")
    asked = layout_for(answering.participation).questions
    unreadable = {
        field: unreadable_sentence(kind, asked[field.path])
        for field, kind in sent.unreadable.items()
    }
    return Typed(sent.raw, unreadable | refused, frozenset(late), saved=frozenset(batch.saved))


def save_file(
    request: Request,
    answering: Answering,
    field: Field,
    upload: UploadedFile[bytes],
    base: int | None,
) -> actions.Saved:
    """Answer a question with a file that was sent."""
    question = layout_for(answering.participation).questions[field.path]
    refuse_file(question, upload.name or "", upload.size or 0)
    content = upload.read() if (upload.size or 0) <= LARGEST else b"\0" * (LARGEST + 1)
    key = operation_key(request, answering.participation)
    return actions.save_upload(
        participation=answering.participation,
        field=field,
        name=upload.name or "",
        content=content,
        base=base,
        operation=operation_for(key, name_of(field), base, sha256(content).hexdigest()),
        writer=answering.writer,
        at=request.at,
        origin=answering.origin,
    )


def _onward(request: Request, answering: Answering, section: str, before: Filling) -> HttpResponse:
    """Where it goes from here: first what came up because of the answers, then the next section."""
    then = request.POST.get("then", "")
    if then == "later":
        messages.success(request, _("Everything is saved. You can go on at any time."))
        return go(request, f"{answering.address('overview')}{short_path(request)}")
    after = _filling(request, answering)
    short = short_path(request)
    here = f"{answering.address('section', section)}{short}"
    if new := _newly_asked(before, after, section):
        text = ngettext(
            "Because of your answers there is one more question.",
            "Because of your answers there are %(number)d more questions.",
            len(new),
        )
        messages.info(request, text % {"number": len(new)})
        return go(request, f"{here}#{name_of(new[0])}")
    if then != "anyway" and _is_incomplete(after, section):
        return section_page(request, answering, section, checks=True, status=422)
    following = section_after(answering.participation, section, answering.scope)
    if following is None:
        messages.success(request, _("Everything is saved."))
        return go(request, f"{answering.address('overview')}{short}")
    return go(request, f"{answering.address('section', following)}{short}")


def _newly_asked(before: Filling, after: Filling, section: str) -> list[Field]:
    known = {field for field in before.fields_of(section) if before.sheet.state(field).is_relevant}
    return [
        field
        for field in after.fields_of(section)
        if after.sheet.state(field).is_relevant
        and field not in known
        and after.layout.questions[field.path].is_answerable
    ]


def _is_incomplete(filling: Filling, section: str) -> bool:
    return any(filling.sheet.state(field).problem for field in filling.fields_of(section))
