"""A region with its people, and one process in it, on the day its story is told."""

from regiowerk.ground.process.tests.conftest import crowd, office, process, today

__all__ = ["crowd", "office", "process", "today"]
