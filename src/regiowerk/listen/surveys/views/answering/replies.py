"""What the page's script is told about one answer."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.domain.answers import Field
from regiowerk.listen.questionnaires.domain.inputs import name_of
from regiowerk.listen.questionnaires.domain.pages import Showing, reply_of
from regiowerk.listen.questionnaires.queries.wording import minutes_sentence, problem_sentence
from regiowerk.listen.surveys import actions
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.models import Conflict
from regiowerk.listen.surveys.queries.answers import lent_sheet
from regiowerk.listen.surveys.queries.sections import minutes_open
from regiowerk.listen.surveys.queries.versions import instrument_of
from regiowerk.listen.surveys.views.answering.choices import late_choice


def reply_to(
    request: Request, answering: Answering, field: Field, saved: actions.Saved, section: str
) -> dict[str, object]:
    """What became of an answer, what follows from it, and how far the section is."""
    participation = answering.participation
    is_late = saved.conflict is not None
    with lent_sheet(participation, request.at) as sheet:
        return reply_of(
            saved.changes,
            Showing(
                sheet,
                instrument_of(participation.version),
                participation.language,
                sentence=problem_sentence,
            ),
            state=saved.state,
            base=saved.base,
            saved=_("saved %(clock)s") % {"clock": _clock(request)},
            progress=minutes_sentence(minutes_open(sheet, participation, section)),
            announce=_("Somebody else answered this meanwhile. Both answers are kept.")
            if is_late
            else "",
            html=_conflict(request, answering, saved.conflict) if saved.conflict else "",
        )


def _clock(request: Request) -> str:
    return formats.time_format(timezone.localtime(request.at))


def refused_reply(field: Field, sentence: str) -> dict[str, object]:
    """Why an answer was not taken; nothing changed."""
    return {"state": "refused", "problems": {name_of(field): sentence}, "announce": sentence}


def _conflict(request: Request, answering: Answering, conflict: Conflict) -> str:
    """Both answers with authors and times, and the ways to settle them."""
    context = {"choice": late_choice(answering, conflict)}
    return render_to_string("surveys/answering/conflict.html", context, request)
