from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions.importing import PackageRefusedError
from regiowerk.tell.exchange.documents.readme import default_readme
from regiowerk.tell.exchange.domain.descriptor import read_descriptor
from regiowerk.tell.exchange.domain.faults import Faults
from regiowerk.tell.exchange.domain.parsing import parse
from regiowerk.tell.exchange.domain.tables import DESCRIPTOR
from regiowerk.tell.exchange.domain.writing import write_files
from regiowerk.tell.exchange.permissions import may_take_answers
from regiowerk.tell.exchange.queries import read_content


@transaction.atomic
def export_package(*, process: Process, by: Actor, at: datetime) -> dict[str, bytes]:
    """The files of a process's package, by name: always the same for the same content.

    What organisations answered goes only with the project office.

    Raises PackageRefusedError when something in the process would not be taken back on import.
    """
    content = read_content(
        process, readme=default_readme(process), with_answers=may_take_answers(by, process)
    )
    files = write_files(content)
    _refuse_unreadable(files)
    record(
        by=by,
        at=at,
        deed="process.exported",
        label=process.name,
        address=reverse("exchange:package", args=[process.key]),
        region=process.region.key,
        process=process.key,
    )
    return files


def _refuse_unreadable(files: Mapping[str, bytes]) -> None:
    """A package is only worth something when it can be read again, so it is read at once."""
    faults = Faults()
    descriptor = read_descriptor(files[DESCRIPTOR].decode(), faults)
    if descriptor:
        parse(descriptor, files, faults, lambda path, count: None)
    if faults:
        raise PackageRefusedError(faults)
