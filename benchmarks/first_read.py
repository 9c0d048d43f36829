"""The first answer of a process that has just started: python -m benchmarks.first_read ADDRESS.

Imports what a server imports before it takes requests, then asks once; prints milliseconds.
"""

from __future__ import annotations

import sys
import time


def main() -> None:
    """Ask for the address once."""
    from regiowerk.config.asgi import (  # sets Django up, as the server does
        application,
    )

    assert application is not None  # noqa: S101 -- imported for what it prepares
    from django.test import Client  # needs a configured Django

    client = Client()
    begin = time.perf_counter()
    response = client.get(sys.argv[1])
    seconds = time.perf_counter() - begin
    if response.status_code != 200:
        message = f"{sys.argv[1]} answered {response.status_code}"
        raise RuntimeError(message)
    sys.stdout.write(f"{seconds * 1000:.1f}\n")


if __name__ == "__main__":
    main()
