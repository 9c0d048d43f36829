from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from regiowerk.ground.regions.middleware import Request
from regiowerk.listen.questionnaires.documents.prints import print_empty as printed
from regiowerk.listen.surveys.access import Answering


@require_safe
def print_empty(request: Request, answering: Answering) -> HttpResponse:
    """The empty questionnaire on paper, for whoever wants to collect answers with a pen."""
    participation = answering.participation
    content = printed(participation.version, language=participation.language)
    name = _("questionnaire-%(survey)s.pdf") % {"survey": participation.wave.survey.key}
    disposition = content_disposition_header(False, name) or ""
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": disposition}
    )
