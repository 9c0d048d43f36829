"""The receipt of a submission as a paper (PDF/UA-1): what was handed in, by whom, and how to check it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.ground.documents.pdf import write_pdf
from regiowerk.listen.surveys.models import SignOff, Submission
from regiowerk.listen.surveys.queries.submissions import record_in
from regiowerk.listen.surveys.queries.words import signature_in_words


def receipt(submission: Submission, sign_offs: Sequence[SignOff]) -> bytes:
    """One page; `sign_offs` are those of the submission, departments before the head."""
    participation = submission.participation
    wave = participation.wave
    survey = wave.survey
    with override(participation.language):
        moment = date_format(timezone.localtime(submission.handed_in_at), "DATETIME_FORMAT")
        words = {"organisation": str(participation.organisation), "survey": survey.title}
        context = {
            "lead": _("%(organisation)s handed in its answers to the survey “%(survey)s”.") % words,
            "facts": (
                (_("Organisation"), str(participation.organisation)),
                (_("Survey"), f"{survey.title}, {wave.label}"),
                (_("Process"), str(survey.process)),
                (_("Submission"), str(submission.number)),
                (_("Handed in"), moment),
                (_("Version of the questionnaire"), str(submission.version.number)),
                (_("Answers"), str(len(record_in(submission)["answers"]))),
            ),
            "signed": [(signature_in_words(one), one.statement) for one in sign_offs],
            "hash": submission.content_hash,
            "is_example": survey.process.is_example,
            "footer": f"{survey.title} · {participation.organisation} · {moment}",
        }
        title = _("Receipt: %(survey)s") % words
        return write_pdf(
            "surveys/signing/receipt_paper.html",
            context,
            language=participation.language,
            title=title,
        )
