"""Invites the first person of a project office; she invites everybody else on the pages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import SYSTEM, Role
from regiowerk.ground.notices.tasks import send_mails
from regiowerk.ground.regions import actions
from regiowerk.ground.regions.models import Region


class Command(BaseCommand):
    help = "Invite a person to the project office of a region; the way in comes by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="key of the region, e.g. paderborn")
        parser.add_argument("email", help="address the invitation goes to")
        parser.add_argument("name", help="name of the person, in quotes")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="de")

    def handle(self, *args: Any, **options: Any) -> None:
        region = _region(options["region"])
        if region.regiopole is None:
            message = _("%(region)s has no regiopole, so no project office can be set up.")
            raise CommandError(message % {"region": region.name}, returncode=2)
        _check(options["email"])
        at = timezone.now()
        try:
            actions.invite(
                region=region,
                organisation=region.regiopole,
                role=Role.OFFICE,
                email=options["email"],
                name=options["name"],
                language=options["language"],
                from_on=timezone.localdate(at),
                until_on=None,
                by=SYSTEM,
                at=at,
            )
        except actions.RefusedError as refused:
            raise CommandError(str(refused), returncode=2) from refused
        send_mails.enqueue()
        self.stdout.write(_("The invitation to %(email)s is on its way.") % options)


def _region(key: str) -> Region:
    region = Region.objects.select_related("regiopole").filter(key=key).first()
    if region is None:
        raise CommandError(_("There is no region “%(key)s”.") % {"key": key}, returncode=2)
    return region


def _check(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as wrong:
        message = _("“%(email)s” is not an e-mail address.") % {"email": email}
        raise CommandError(message, returncode=2) from wrong
