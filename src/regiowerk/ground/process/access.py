"""The only doors through which a request reaches a process."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.process.models import Process
from regiowerk.ground.process.permissions import may_read_process, may_run_process, may_take_part


def _process(key: str) -> Process:
    process = (
        Process.objects.select_related(
            "region__network", "region__regiopole", "programme__network", "area"
        )
        .filter(key=key)
        .first()
    )
    if process is None:
        raise Http404
    return process


def process_for_reader(actor: Actor, key: str) -> Process:
    """A public process for everybody, any other for those inside; outsiders get 404."""
    process = _process(key)
    if not may_read_process(actor, process):
        raise Http404
    return process


def process_for_member(actor: Actor, key: str) -> Process:
    process = _process(key)
    if not may_take_part(actor, process):
        raise Http404
    return process


def process_for_office(actor: Actor, key: str) -> Process:
    process = process_for_member(actor, key)
    if not may_run_process(actor, process):
        raise PermissionDenied
    return process
