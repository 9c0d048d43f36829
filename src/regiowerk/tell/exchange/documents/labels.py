from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.tell.exchange.domain.tables import BORDERS, SHARED
from regiowerk.tell.exchange.queries import Extent

LABELS: Mapping[str, str | Promise] = {
    "network": _("Networks"),
    "organisations": _("Organisations"),
    "network_members": _("Cities of the networks"),
    "region": _("Region"),
    "memberships": _("Members of the region"),
    "figures": _("Key figures"),
    "programme": _("Funding programme"),
    "grant_statements": _("Statements on the funding"),
    "infrastructure_areas": _("Infrastructure areas"),
    "process": _("Process"),
    "stages": _("Modules"),
    "activities": _("Steps of work"),
    "milestones": _("Milestones"),
    "bodies": _("Bodies"),
    "passages": _("Texts of the process"),
    "findings": _("Findings"),
    "citations": _("Citations"),
    "borders": _("Borders"),
}


@dataclass(frozen=True, slots=True)
class LabelledTable:
    label: str
    path: str
    rows: int
    is_shared: bool  # with other processes


def labelled(extent: Extent) -> Iterator[LabelledTable]:
    """The tables as people call them, what the process shares with others first."""
    for size in extent.tables:
        label = str(LABELS[size.table.name])
        yield LabelledTable(label, size.table.path, size.rows, size.table in SHARED)
    if extent.borders:
        yield LabelledTable(str(LABELS["borders"]), BORDERS, extent.borders, is_shared=True)
