"""The letters of the portal."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _, ngettext, override

from regiowerk.ground.notices.domain.letters import SITE
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions.domain.open_steps import OpenStep


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str


def reminder(process: Process, step: OpenStep, *, language: str, office: str) -> Letter:
    """One task, one link, minutes needed, deadline, whom to ask."""
    with override(language):
        minutes = ngettext("about %(minutes)d minute", "about %(minutes)d minutes", step.minutes)
        words = {
            "organisation": step.organisation_label,
            "process": process.name,
            "step": step.label,
            "reason": step.reason,
            "address": f"{SITE}{step.address}",
            "minutes": minutes % {"minutes": step.minutes},
            "office": office,
        }
        lines = [
            _("Good day,"),
            _("one step of %(organisation)s is still open in “%(process)s”: %(step)s.") % words,
            words["reason"],
            words["address"],
            _("It takes %(minutes)s.") % words,
            _("Please do it by %(day)s.") % {"day": date_format(step.due_on)}
            if step.due_on
            else "",
            _("Questions? %(office)s is glad to help.") % words,
        ]
        return Letter(
            subject=_("%(organisation)s: %(step)s") % words,
            text="\n\n".join(line for line in lines if line) + "\n",
        )
