"""Begins a process from a template, so that an office has one to work with."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, override

from regiowerk.ground.journal.domain.actor import SYSTEM
from regiowerk.ground.process import actions, queries
from regiowerk.ground.process.domain.templates import Template
from regiowerk.ground.process.models import InfrastructureArea, Process, Programme
from regiowerk.ground.regions.models import Region

REFUSED = 2


class Command(BaseCommand):
    help = "Begin a process in a region: stages, milestones and bodies come from a template."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("region", help="key of the region, e.g. paderborn")
        parser.add_argument("key", help="key of the new process; its address ends with it")
        parser.add_argument("name", help="name of the new process")
        parser.add_argument("--starts-on", type=_day, required=True, help="first day: 2027-01-01")
        parser.add_argument("--template", default="regiopole", help="default: regiopole")
        parser.add_argument("--programme", help="key of the programme it belongs to")
        parser.add_argument("--area", help="key of the programme's infrastructure area")
        parser.add_argument(
            "--language",
            choices=["de", "en"],
            default="de",
            help="of the template and the messages (default: de)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"]):
            try:
                process = _start(options)
            except actions.ProcessRefusedError as refusal:
                raise CommandError(str(refusal), returncode=REFUSED) from None
            text = _("The process “%(name)s” has begun: %(address)s")
            address = reverse("process:plan", args=[process.key])
            self.stdout.write(text % {"name": process.name, "address": address})


def _start(options: dict[str, Any]) -> Process:
    programme = _programme(options)
    return actions.start_process(
        region=_one(Region.objects.all(), options["region"]),
        template=_template(options),
        key=options["key"],
        name=options["name"],
        starts_on=options["starts_on"],
        programme=programme,
        area=_area(programme, options["area"]),
        by=SYSTEM,
        at=timezone.now(),
    )


def _template(options: dict[str, Any]) -> Template:
    if options["template"] not in queries.template_keys():
        raise _unknown(options["template"], queries.template_keys())
    return queries.template(options["template"], options["language"])


def _programme(options: dict[str, Any]) -> Programme | None:
    if options["programme"]:
        return _one(Programme.objects.all(), options["programme"])
    if options["area"]:
        message = _("An area belongs to a programme. Name it too, with --programme.")
        raise CommandError(message, returncode=REFUSED)
    return None


def _area(programme: Programme | None, key: str | None) -> InfrastructureArea | None:
    return _one(programme.areas.all(), key) if programme and key else None


def _one[Thing: Model](things: QuerySet[Thing], key: str) -> Thing:
    thing = things.filter(key=key).first()
    if thing is None:
        raise _unknown(key, things.order_by("key").values_list("key", flat=True))
    return thing


def _unknown(key: str, known: Iterable[str]) -> CommandError:
    message = _("“%(key)s” is not known here. Known: %(known)s.")
    words = {"key": key, "known": ", ".join(known) or "–"}
    return CommandError(message % words, returncode=REFUSED)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“%(text)s” is not a day. Write it like this: 2027-01-01.") % {"text": text}
        raise ArgumentTypeError(message) from None
