"""Creates the example people of a region, so that the demo can be looked at from every side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regiowerk.ground.journal.domain.actor import SYSTEM, Role
from regiowerk.ground.people import actions as people
from regiowerk.ground.regions import actions
from regiowerk.ground.regions.models import Mandate, Organisation, Region

SINCE = date(2021, 1, 1)
MUNICIPALITY = "ags-05762016"
# Real names would be personal data of people who never agreed, so these are functions.
OFFICE, CONTACT, HEAD, READER = (
    "Projektbüro (Beispiel)",
    "Ansprechperson der {organisation} (Beispiel)",
    "Bürgermeisteramt der {organisation} (Beispiel)",
    "Bundesinstitut (Beispiel)",
)


@dataclass(frozen=True, slots=True)
class Example:
    """One example person: the address, the function and for whom it acts."""

    address: str
    name: str
    role: Role
    organisation: Organisation


class Command(BaseCommand):
    help = "Create the example people of a region; only with REGIOWERK_DEMO=1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="key of the region")
        parser.add_argument(
            "--municipality", default=MUNICIPALITY, help=f"key, without it {MUNICIPALITY}"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            message = _("Example people exist only in the demo. Set REGIOWERK_DEMO=1 for it.")
            raise CommandError(message, returncode=2)
        region = Region.objects.select_related("regiopole").filter(key=options["region"]).first()
        if region is None:
            message = _("There is no region “%(key)s”.") % {"key": options["region"]}
            raise CommandError(message, returncode=2)
        at = timezone.make_aware(datetime.combine(SINCE, time(9)))  # before the story begins
        for example in self._examples(region, options["municipality"]):
            self._provide(region, example, at)

    def _examples(self, region: Region, municipality_key: str) -> list[Example]:
        municipality = Organisation.objects.filter(key=municipality_key).first()
        if municipality is None:
            message = _("There is no organisation “%(key)s”.") % {"key": municipality_key}
            raise CommandError(message, returncode=2)
        if region.regiopole is None:
            message = _("%(region)s has no regiopole, so no project office can be set up.")
            raise CommandError(message % {"region": region.name}, returncode=2)
        examples = [
            Example("projektbuero", OFFICE, Role.OFFICE, region.regiopole),
            Example("ansprechperson", CONTACT, Role.CONTACT, municipality),
            Example("buergermeisteramt", HEAD, Role.HEAD, municipality),
        ]
        federal = Organisation.objects.filter(kind=Organisation.Kind.FEDERAL_BODY)
        institute = federal.order_by("key").first()
        if institute is None:
            self.stdout.write(_("No federal body is known here, so nobody reads along for one."))
            return examples
        return [*examples, Example("bundesinstitut", READER, Role.READER, institute)]

    def _provide(self, region: Region, example: Example, at: datetime) -> None:
        email = f"{example.address}.{region.key}@beispiel.invalid"
        name = example.name.format(organisation=example.organisation)
        user = people.add_demo_person(email=email, name=name, at=at, by=SYSTEM)
        held = Mandate.objects.in_force(timezone.localdate(at)).filter(
            user=user, region=region, organisation=example.organisation, role=example.role
        )
        if not held.exists():
            actions.grant_mandate(
                user=user,
                region=region,
                organisation=example.organisation,
                role=example.role,
                from_on=SINCE,
                until_on=None,
                by=SYSTEM,
                at=at,
            )
        self.stdout.write(f"{name}: {example.organisation}, {email}")
