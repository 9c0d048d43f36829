"""One process for everything: pages run as WSGI inside the ASGI server.

Django under ASGI serves a third of the pages per second and holds a thread and a database
connection for every open stream, so live events will join here as a raw ASGI endpoint.
"""

from __future__ import annotations

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiowerk.config.settings")

django = get_wsgi_application()
# Finding any page imports all of them: at the start, not while the first reader waits for seconds.
resolve("/")
pages = WSGIMiddleware(django, workers=8)  # type: ignore[arg-type]


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer HTTP with Django; there is nothing else to talk to yet."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await pages(scope, receive, send)


async def _live(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": message["type"] + ".complete"})
        if message["type"] == "lifespan.shutdown":
            return
