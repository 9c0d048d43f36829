"""The table of votes that were counted.

Options, voters, papers, the record and what is shown of it lie in a file of its own beside each row.
Votes that are prepared or running stay: nobody takes papers along before they are counted.
"""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column, Table
from regiowerk.tell.exchange.domain.declaring import MOMENT, choice, day, key, text, to
from regiowerk.tell.exchange.domain.values import Sha256


def _deed(name: str, title: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_at", f"{title} am", MOMENT, is_required=True),
        text(f"{name}_by", f"{title} von (Organisation)", 200, is_required=True),
    )


BUNDLES = Table(
    "round_bundles",
    "Gebündelte Abstimmungen",
    (key(), text("title", "Titel", 200, is_required=True), *_deed("begun", "begonnen")),
    key=("key",),
)
ROUNDS = Table(
    "rounds",
    "Abstimmungen",
    (
        key(),
        text("title", "Titel", 200, is_required=True),
        text("question", "Frage", 300, is_required=True),
        text("purpose", "Wozu (Markdown)"),
        choice(
            "form",
            "Art der Stimmzettel",
            "approval",
            "points",
            "scores",
            "ranking",
            "pairwise",
            "swing",
            "ahp",
            "scoring",
        ),
        choice("state", "Stand", "closed"),
        text("rule", "Regel (JSON)", is_required=True),
        text("published", "was veröffentlicht wurde (JSON)", is_required=True),
        Column("published_hash", "Prüfsumme davon (SHA-256)", Sha256(), is_required=True),
        to("bundle", "round_bundles", "gehört zum Bündel"),
        to("follows", "rounds", "wiederholt"),
        day("opens_on", "erster Tag", is_required=True),
        day("closes_on", "letzter Tag", is_required=True),
        *_deed("begun", "begonnen"),
        *_deed("published", "veröffentlicht"),
        *_deed("opened", "eröffnet"),
        *_deed("closed", "geschlossen"),
    ),
    key=("key",),
)
