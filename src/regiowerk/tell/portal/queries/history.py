from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from regiowerk.decide.ballots import actions as ballots
from regiowerk.decide.goals import actions as goals
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.queries import Sentences, Told, tell_entries
from regiowerk.ground.people import actions as people
from regiowerk.ground.process import actions as process_actions
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_run_process
from regiowerk.ground.regions import actions as regions
from regiowerk.listen.codes import actions as codes
from regiowerk.listen.findings import actions as findings
from regiowerk.listen.questionnaires import actions as questionnaires
from regiowerk.listen.surveys import actions as surveys
from regiowerk.tell.exchange import actions as exchange
from regiowerk.tell.reports import actions as reports

# The portal's own; they stand here because the history is read below the verbs.
DEEDS: Sentences = {"process.reminded": _("%(who)s reminded of open steps in %(what)s.")}

# Every room's deeds; a deed that is missing here would be told as "changed".
SENTENCES: Sentences = {
    **people.DEEDS,
    **regions.DEEDS,
    **process_actions.DEEDS,
    **questionnaires.DEEDS,
    **codes.DEEDS,
    **surveys.DEEDS,
    **findings.DEEDS,
    **ballots.DEEDS,
    **goals.DEEDS,
    **reports.DEEDS,
    **exchange.DEEDS,
    **DEEDS,
}

# What happened in rooms of the office is told to everybody of the process; only the office goes in.
_IN_ROOMS_OF_THE_OFFICE = (*surveys.SHARED, "code.", "codebook.", "slide.")


def entries(process: Process, actor: Actor) -> QuerySet[Entry]:
    """What happened in a process and in its region, newest first, as far as it concerns the reader.

    How an organisation writes its answers, and when it votes, is told to itself and to the office.
    """
    told = Q(process_key=process.key) | Q(process_key="", region_key=process.region.key)
    found = Entry.objects.filter(told).order_by("-happened_at", "-id")
    if may_run_process(actor, process):
        return found
    return found.exclude(
        Q(deed__in=surveys.PRIVATE_DEEDS | ballots.PRIVATE_DEEDS)
        & (Q(organisation_number=None) | ~Q(organisation_number=actor.organisation_id))
    )


def tell(rows: Iterable[Entry], process: Process, actor: Actor) -> list[Told]:
    """Entries as sentences; they lead only where the reader may look."""
    is_office = may_run_process(actor, process)
    return [
        told
        if is_office or not entry.deed.startswith(_IN_ROOMS_OF_THE_OFFICE)
        else replace(told, address="")
        for entry, told in _both(rows)
    ]


def _both(rows: Iterable[Entry]) -> Iterator[tuple[Entry, Told]]:
    found = list(rows)
    return zip(found, tell_entries(found, SENTENCES), strict=True)


def latest(process: Process, actor: Actor, limit: int = 6) -> list[Told]:
    return tell(entries(process, actor)[:limit], process, actor)
