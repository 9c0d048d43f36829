"""How deeds about findings are written down."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from regiowerk.ground.journal import actions as journal
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.listen.findings.models import Finding


def tell(deed: str, finding: Finding, by: Actor, at: datetime) -> None:
    """Write a deed into the journal, with the page on which the finding can be read."""
    process = finding.process
    page, args = ("findings:finding", [process.key, finding.key])
    if deed == "finding.removed":
        page, args = ("findings:findings", [process.key])
    journal.record(
        by=by,
        at=at,
        deed=deed,
        label=finding.statement,
        address=reverse(page, args=args),
        region=process.region.key,
        process=process.key,
    )
