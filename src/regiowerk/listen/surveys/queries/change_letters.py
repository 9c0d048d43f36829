"""The mail by which an organisation reads that the questionnaire has changed, and where to look."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _, override

from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.letters import ADDRESS, ADDRESS_MARK, Letter, whom_to_call


def changed_for(
    participation: Participation, labels: Sequence[str], note: str, outcome: str
) -> Letter:
    """What has to be looked at, what stays, and why; `outcome` is that of an `Effect`."""
    with override(participation.language):
        words = {
            "survey": participation.wave.survey.title,
            "organisation": str(participation.organisation),
            "day": date_format(participation.deadline, "DATE_FORMAT"),
        }
        name, call = participation.coordinator_name, whom_to_call(participation)
        paragraphs = (
            _("Good day %(name)s,") % {"name": name} if name else _("Good day,"),
            _(
                "the questionnaire of the survey “%(survey)s” has changed. For %(organisation)s "
                "please look at these sections again:"
            )
            % words,
            "\n".join(f"- {label}" for label in labels),
            _what_stays(outcome),
            note.strip(),
            _("Please answer by %(day)s.") % words,
            ADDRESS_MARK,
            _("This link is for you personally. Whoever has it can answer in your name."),
            _("Questions? %(contact)s") % {"contact": call} if call else "",
        )
        text = "\n\n".join(one for one in paragraphs if one) + "\n"
        subject = _("The questionnaire has changed: %(survey)s") % words
        return Letter(subject, text.replace("%", "%%").replace(ADDRESS_MARK, ADDRESS))


def _what_stays(outcome: str) -> str:
    if outcome == "reopened":
        return _(
            "Everything else stays as it was signed. Afterwards the changed sections are signed anew."
        )
    if outcome == "given_back":
        return _("The answers waited for a signature. Please hand them in again afterwards.")
    return _("What you have answered is kept.")
