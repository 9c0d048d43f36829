"""What belongs to a process alone."""

from __future__ import annotations

from datetime import datetime

from regiowerk.ground.process.models import Process
from regiowerk.tell.exchange.actions.aiming import empty_goals, store_goals
from regiowerk.tell.exchange.actions.citing import store_results
from regiowerk.tell.exchange.actions.coding import empty_codebook, store_codes
from regiowerk.tell.exchange.actions.storing import Store
from regiowerk.tell.exchange.actions.surveying import empty_surveys, store_surveys
from regiowerk.tell.exchange.actions.voting import empty_votes, store_votes
from regiowerk.tell.exchange.domain.content import Content, companions
from regiowerk.tell.exchange.models import Package

# What belongs to the process, and what belongs to that.
_DIRECTLY = ("stages", "milestones", "bodies", "passages", "findings")
_FURTHER = ("activities",)


def store_process(content: Content, store: Store, present: Process | None, at: datetime) -> Process:
    """Write the process with all that belongs to it, in the place of what it was before."""
    (row,) = content.rows("process")
    if present is None:
        store.create("process", [row])
    else:
        _empty(present)
        empty_votes(present, content)
        store.ids["process"][present.key] = present.pk
        store.overwrite("process", row)
        store.written["process"] += 1
    process = Process.objects.select_related("region").get(key=row.text("key"))
    for name in _DIRECTLY:
        store.create(name, content.rows(name), process_id=process.pk)
    for name in _FURTHER:
        store.create(name, content.rows(name))
    surveying = store_surveys(content, store, process)
    store_codes(content, store, process, surveying, at)
    store_results(content, store, process, surveying)
    store_votes(content, store, process)
    store_goals(content, store, process)
    _keep_package(process, content, store)
    return process


def _empty(process: Process) -> None:
    process.insight_slides.all().delete()
    empty_goals(process)
    empty_surveys(process)
    empty_codebook(process)
    # A body protects those above it, even from going together.
    process.bodies.update(parent=None)
    for belonging in (
        process.bodies,
        process.findings,
        process.passages,
        process.milestones,
        process.stages,
    ):
        belonging.all().delete()


def _keep_package(process: Process, content: Content, store: Store) -> None:
    package, _ = Package.objects.update_or_create(
        process=process,
        defaults={"readme": content.readme, "licences": " ".join(content.licences)},
    )
    ids = store.ids["organisations"]
    package.companions.set([ids[key] for key in companions(content)])
