from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.documents.prints import Facts, print_empty as printed
from regiowerk.listen.surveys.access import Answering
from regiowerk.listen.surveys.queries.letters import whom_to_call
from regiowerk.listen.surveys.queries.versions import instrument_of


@require_safe
def print_empty(request: Request, answering: Answering) -> HttpResponse:
    """The empty questionnaire on paper, for whoever wants to collect answers with a pen."""
    participation = answering.participation
    survey = participation.wave.survey
    facts = Facts(
        organisation=str(participation.organisation),
        survey=survey.title,
        due_on=participation.deadline,
        call=whom_to_call(participation),
    )
    instrument = instrument_of(participation.version)
    content = printed(instrument, language=participation.language, title=survey.title, facts=facts)
    name = f"{_('questionnaire')}-{survey.key}.pdf"
    disposition = content_disposition_header(as_attachment=False, filename=name) or ""
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
