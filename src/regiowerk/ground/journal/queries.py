from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from regiowerk.ground.journal.models import Entry

# A room's deeds and the sentence of each, with the placeholders %(who)s and %(what)s.
type Sentences = Mapping[str, str | Promise]


@dataclass(frozen=True, slots=True)
class Told:
    """One journal entry as people read it."""

    sentence: str
    address: str
    happened_at: datetime


def latest_of_process(process_key: str, sentences: Sentences, *, limit: int = 20) -> list[Told]:
    """What happened in a process, newest first."""
    entries = Entry.objects.filter(process_key=process_key)
    return _tell(entries.order_by("-happened_at", "-id")[:limit], sentences)


def latest_of_region(region_key: str, sentences: Sentences, *, limit: int = 20) -> list[Told]:
    """What happened in a region, newest first."""
    entries = Entry.objects.filter(region_key=region_key)
    return _tell(entries.order_by("-happened_at", "-id")[:limit], sentences)


def _tell(entries: Iterable[Entry], sentences: Sentences) -> list[Told]:
    return [
        Told(
            sentence=str(sentences.get(entry.deed, _("%(who)s changed %(what)s.")))
            % {
                "who": entry.organisation_label or entry.user_label or _("Somebody"),
                "what": entry.object_label,
            },
            address=entry.object_address,
            happened_at=entry.happened_at,
        )
        for entry in entries
    ]
