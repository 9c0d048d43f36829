"""The mail that asks an organisation whether its words may be used."""

from __future__ import annotations

from django.utils.translation import gettext as _, override

from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.queries.letters import ADDRESS, ADDRESS_MARK, Letter, whom_to_call


def quotation_for(participation: Participation) -> Letter:
    """One task, one link, a minute; nothing is used before somebody has agreed."""
    with override(participation.language):
        words = {
            "organisation": str(participation.organisation),
            "survey": participation.wave.survey.title,
        }
        name, call = participation.coordinator_name, whom_to_call(participation)
        paragraphs = (
            _("Good day %(name)s,") % {"name": name} if name else _("Good day,"),
            _(
                "the project office would like to quote from the answers of %(organisation)s to "
                "the survey “%(survey)s”. Please read the words, change them if you like, and "
                "agree or decline."
            )
            % words,
            _("It takes about a minute. Nothing is used before you have agreed."),
            ADDRESS_MARK,
            _("This link is for you personally. Whoever has it can answer in your name."),
            _("Questions? %(contact)s") % {"contact": call} if call else "",
        )
        text = "\n\n".join(part for part in paragraphs if part) + "\n"
        # Percent signs of titles and names stay what they are.
        text = text.replace("%", "%%").replace(ADDRESS_MARK, ADDRESS)
        return Letter(_("May we quote you? %(survey)s") % words, text)
