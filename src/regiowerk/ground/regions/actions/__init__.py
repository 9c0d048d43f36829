"""The verbs of a region: every write, in one transaction, journalled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.regions.actions.borders import import_borders
from regiowerk.ground.regions.actions.figures import FigureRefusedError, add_figure, remove_figure
from regiowerk.ground.regions.actions.mandates import (
    MandateRefusedError,
    end_mandate,
    grant_mandate,
    invite,
)
from regiowerk.ground.regions.actions.memberships import (
    MembershipRefusedError,
    NewOrganisation,
    Terms,
    add_membership,
    add_organisation,
    confirm_membership,
    doubt_membership,
    end_membership,
    mandates_that_end_with,
)
from regiowerk.ground.regions.actions.organisations import (
    CORRECTABLE,
    MistakeRefusedError,
    confirm_organisation,
    correct_organisation,
    report_mistake,
)
from regiowerk.ground.regions.actions.record import RefusedError

__all__ = [
    "CORRECTABLE",
    "DEEDS",
    "FigureRefusedError",
    "MandateRefusedError",
    "MembershipRefusedError",
    "MistakeRefusedError",
    "NewOrganisation",
    "RefusedError",
    "Terms",
    "add_figure",
    "add_membership",
    "add_organisation",
    "confirm_membership",
    "confirm_organisation",
    "correct_organisation",
    "doubt_membership",
    "end_mandate",
    "end_membership",
    "grant_mandate",
    "import_borders",
    "invite",
    "mandates_that_end_with",
    "remove_figure",
    "report_mistake",
]

DEEDS: Sentences = {
    "organisation.added": _("%(who)s added the organisation %(what)s."),
    "organisation.confirmed": _("%(who)s confirmed what is written about %(what)s."),
    "organisation.corrected": _("%(who)s corrected what is written about %(what)s."),
    "mistake.reported": _("%(who)s reported a mistake – %(what)s"),
    "figure.added": _("%(who)s added a figure – %(what)s."),
    "figure.removed": _("%(who)s removed a figure – %(what)s."),
    "membership.added": _("%(who)s added the membership of %(what)s."),
    "membership.ended": _("%(who)s ended the membership of %(what)s."),
    "membership.confirmed": _("%(who)s marked the membership of %(what)s as certain."),
    "membership.doubted": _("%(who)s marked the membership of %(what)s as unconfirmed."),
    "mandate.granted": _("%(who)s gave a mandate for %(what)s."),
    "mandate.ended": _("%(who)s ended a mandate for %(what)s."),
    "borders.imported": _("%(who)s imported %(what)s."),
}
