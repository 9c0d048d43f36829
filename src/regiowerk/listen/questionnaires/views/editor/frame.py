"""What all pages of the editor share: the door, the state one sees, and how a change is saved."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.middleware import Request
from regiowerk.ground.ui.htmx import go
from regiowerk.listen.questionnaires import access
from regiowerk.listen.questionnaires.actions import editing as actions
from regiowerk.listen.questionnaires.domain.editing.refusals import (
    EditError,
    NoChoiceLeftError,
    NotEmptyError,
    NothingThereError,
    NotPickedError,
    UsedElsewhereError,
)
from regiowerk.listen.questionnaires.domain.instrument import Instrument, say, walk
from regiowerk.listen.questionnaires.domain.storage import instrument_from
from regiowerk.listen.questionnaires.models import Questionnaire, Version

_UNDO = "questionnaires.undo"

type Change = Callable[[Instrument], Instrument]


@dataclass(frozen=True, slots=True)
class Editing:
    """A questionnaire in the state that is worked on."""

    process: Process
    questionnaire: Questionnaire
    version: Version
    instrument: Instrument

    @property
    def seen(self) -> str:
        return self.version.content_hash

    @property
    def is_draft(self) -> bool:
        return self.version.state == Version.State.DRAFT

    @property
    def keys(self) -> tuple[str, str]:
        return self.process.key, self.questionnaire.key


def editing(request: Request, process_key: str, questionnaire_key: str) -> Editing:
    """The questionnaire for whoever may change it; what is not there answers 404."""
    questionnaire = access.questionnaire_for_office(request.actor, process_key, questionnaire_key)
    version = actions.latest_version(questionnaire)
    if version is None:
        raise Http404
    instrument = instrument_from(version.definition)
    return Editing(questionnaire.process, questionnaire, version, instrument)


def sent(request: Request) -> QueryDict | None:
    """What was sent, or nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def show(request: Request, work: Editing, template: str, **context: Any) -> HttpResponse:
    """A page of the editor; with faults in a form, answered as "cannot be processed"."""
    form = context.get("form")
    is_faulty = isinstance(form, Form) and form.is_bound
    status = HTTPStatus.UNPROCESSABLE_ENTITY if is_faulty else HTTPStatus.OK
    shared = {"work": work, "process": work.process, "questionnaire": work.questionnaire}
    return render(request, template, shared | context, status=status)


def save(request: Request, work: Editing, form: Form, change: Change) -> bool:
    """Make a change, or write into the form why it is refused."""
    try:
        edit = actions.edit_questionnaire(
            questionnaire=work.questionnaire,
            change=change,
            seen=form.cleaned_data["seen"],
            by=request.actor,
            at=request.at,
        )
    except actions.ChangedMeanwhileError as refusal:
        # Shown with the current state, so that saving again is a decision.
        form.data = _with_seen(request.POST, work.seen)
        form.add_error(None, str(refusal))
        return False
    except EditError as refusal:
        form.add_error(None, in_words(refusal, work.instrument))
        return False
    if edit.is_change:
        _remember(request, edit)
    return True


def done(request: Request, message: str, to: str, *args: object) -> HttpResponse:
    """Say what has happened and go on."""
    messages.success(request, message)
    return go(request, to, *args)


def refused(request: Request, form: Form, to: str, *args: object) -> HttpResponse:
    """Say why a button did nothing and go back to its page."""
    for fault in form.non_field_errors() or [_("This was not possible. Please try again.")]:
        messages.error(request, str(fault))
    return go(request, to, *args)


def remembered(request: Request, work: Editing) -> str:
    """The definition before the last change, if it was made here and nobody has gone on since."""
    kept = request.session.get(_UNDO)
    if not isinstance(kept, dict) or kept.get("after") != work.seen:
        return ""
    if kept.get("questionnaire") != work.questionnaire.pk:
        return ""
    return zlib.decompress(base64.b64decode(kept["before"])).decode()


def forget(request: Request) -> None:
    """There is nothing to undo any more."""
    request.session.pop(_UNDO, None)


def _with_seen(data: QueryDict, seen: str) -> QueryDict:
    current = data.copy()
    current["seen"] = seen
    return current


def _remember(request: Request, edit: actions.Edit) -> None:
    packed = base64.b64encode(zlib.compress(edit.before.encode())).decode()
    request.session[_UNDO] = {
        "questionnaire": edit.version.questionnaire_id,
        "after": edit.version.content_hash,
        "before": packed,
    }


def in_words(refusal: EditError, instrument: Instrument) -> str:
    """Why a change is refused, and what to do."""
    match refusal:
        case UsedElsewhereError():
            labels = {placed.path: placed.item for placed in walk(instrument)}
            said = (labels[path] for path in refusal.needed_by if path in labels)
            names = ", ".join(
                f"“{say(item.label, '', instrument.default_language) or item.name}”"
                for item in said
            )
            return _(
                "Conditions or texts elsewhere rest on it. Please change them first: %(names)s."
            ) % {"names": names}
        case NoChoiceLeftError():
            return _("At least one answer has to remain.")
        case NothingThereError():
            return _("This is not there any more. Somebody may have removed it.")
        case NotEmptyError():
            return _("Questions stand in this section. Please remove or move them first.")
        case NotPickedError():
            return _("This condition was written in the workbook and can only be removed here.")
    return _("This change is not possible.")
