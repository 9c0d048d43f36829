from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.queries import Sentences, Told, tell_entries
from regiowerk.ground.people import actions as people
from regiowerk.ground.process import actions as process_actions
from regiowerk.ground.process.models import Process
from regiowerk.ground.regions import actions as regions
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
    **surveys.DEEDS,
    **findings.DEEDS,
    **reports.DEEDS,
    **exchange.DEEDS,
    **DEEDS,
}


def entries(process: Process) -> QuerySet[Entry]:
    """What happened in a process and in its region, newest first."""
    of_process = Entry.objects.filter(process_key=process.key)
    of_region = Entry.objects.filter(process_key="", region_key=process.region.key)
    return (of_process | of_region).order_by("-happened_at", "-id")


def tell(rows: Iterable[Entry]) -> list[Told]:
    return tell_entries(rows, SENTENCES)


def latest(process: Process, limit: int = 6) -> list[Told]:
    return tell(entries(process)[:limit])
