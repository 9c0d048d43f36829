"""A region with its people, and one process in it, from the room below."""

from __future__ import annotations

from regiowerk.ground.process.tests.conftest import crowd, office, process, today

__all__ = ["crowd", "office", "process", "today"]
