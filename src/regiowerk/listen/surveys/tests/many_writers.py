"""Real writers at once: threads with connections of their own, on a database that allows them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

AT_ONCE = 20


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """PostgreSQL as it is; the SQLite in memory becomes a file, as it is outside of tests."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = folder / "many.sqlite3"
    memory.execute("VACUUM INTO ?", [str(path)])
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def at_once[T](jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Run all jobs in threads that wait for each other at the start; return what they return."""
    begin = threading.Barrier(min(AT_ONCE, len(jobs)))
    waited = threading.local()

    def run(job: Callable[[], T]) -> T:
        if not hasattr(waited, "done"):
            waited.done = True
            begin.wait(timeout=30)
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(run, jobs))
