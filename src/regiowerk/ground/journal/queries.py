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


def tell_entries(entries: Iterable[Entry], sentences: Sentences) -> list[Told]:
    """Journal entries as sentences; a deed nobody described is told as a change."""
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
