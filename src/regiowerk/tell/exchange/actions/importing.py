from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions.foreseeing import differences, obstacles
from regiowerk.tell.exchange.actions.owning import store_process
from regiowerk.tell.exchange.actions.sharing import Sharing
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.domain.content import Content
from regiowerk.tell.exchange.domain.faults import Fault, Faults, Kind, fault
from regiowerk.tell.exchange.domain.outcome import Imported, Outcome
from regiowerk.tell.exchange.domain.parsing import parse
from regiowerk.tell.exchange.domain.tables import PROCESS
from regiowerk.tell.exchange.queries import read_files

type Say = Callable[[str], None]

_DEEDS = {Outcome.CREATED: "process.imported", Outcome.REPLACED: "process.replaced"}


class PackageRefusedError(Exception):
    """A package that is not imported or not written, with everything that is wrong with it."""

    def __init__(self, faults: Faults) -> None:
        self.faults: tuple[Fault, ...] = faults.kept
        self.count = faults.count
        super().__init__(self.count)

    def __str__(self) -> str:
        return ngettext(
            "The package has %(count)d fault.", "The package has %(count)d faults.", self.count
        ) % {"count": self.count}


def import_package(
    folder: Path,
    *,
    by: Actor,
    at: datetime,
    update_region: bool = False,
    replace: bool = False,
    say: Say = lambda text: None,
) -> Imported:
    """Take over a package from a folder or a ZIP archive: all of it, or nothing.

    What the process shares with others is left as it is unless `update_region`; a process that is
    here and says something else is only overwritten with `replace`.
    """
    content, faults = _read(folder, say)
    say(_("Comparing with what is here …"))
    with transaction.atomic():
        process = _process_of(content)
        differing = differences(content, process) if process else ()
        faults.extend(obstacles(content, process, is_update=update_region))
        if differing and not replace:
            faults.add(_differs(content, differing))
        if faults:
            raise PackageRefusedError(faults)
        store = Store()
        sharing = Sharing(content, store, is_update=update_region, at=at)
        sharing.run()
        outcome = _outcome(process, differing)
        if process is None or outcome is Outcome.REPLACED:
            process = store_process(content, store, process, at)
        _record(process, outcome, store, by=by, at=at)
    return Imported(
        key=process.key,
        name=process.name,
        outcome=outcome,
        written=tuple(store.written.items()),
        updated=store.updated,
        kept=tuple(sharing.kept),
        notes=tuple(faults.notes),
    )


def _read(folder: Path, say: Say) -> tuple[Content, Faults]:
    """What the package says.  Raises PackageRefusedError with all that is wrong."""

    def tell(path: str, count: int) -> None:
        rows = ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
        say(f"{path}: {rows}")

    faults = Faults()
    found = read_files(folder, faults)
    content = parse(*found, faults, tell) if found else None
    if content is None or faults:
        raise PackageRefusedError(faults)
    return content, faults


def _process_of(content: Content) -> Process | None:
    """The process as it is here, kept from others until the deed is done."""
    row = content.only("process")
    present = Process.objects.select_for_update(of=("self",)).select_related("region")
    return present.filter(key=row.text("key") if row else "").first()


def _differs(content: Content, differing: tuple[str, ...]) -> Fault:
    row = content.only("process")
    key = row.text("key") if row else ""
    return fault(
        PROCESS.path, Kind.PROCESS_DIFFERS, column="key", value=key, where=", ".join(differing)
    )


def _outcome(process: Process | None, differing: tuple[str, ...]) -> Outcome:
    if process is None:
        return Outcome.CREATED
    return Outcome.REPLACED if differing else Outcome.UP_TO_DATE


def _record(process: Process, outcome: Outcome, store: Store, *, by: Actor, at: datetime) -> None:
    address = reverse("process:plan", args=[process.key])
    region = process.region
    if outcome in _DEEDS:
        record(
            by=by,
            at=at,
            deed=_DEEDS[outcome],
            label=process.name,
            address=address,
            region=region.key,
            process=process.key,
        )
    if store.updated:
        page = reverse("regions:members", args=[region.key])
        record(
            by=by, at=at, deed="region.updated", label=region.name, address=page, region=region.key
        )
