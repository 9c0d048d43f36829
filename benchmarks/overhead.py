"""What a page costs beyond its queries: the start page against a bare view with the same queries.

Both run in this process through the whole WSGI stack, turn by turn, so that noise hits both.  The
bare view sends the very statements the page sent (captured once) and renders one line.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from regiowerk.config import urls
from regiowerk.ground.people.models import User
from regiowerk.tell.portal import views

TARGET = 0.5
ROUNDS = 60
STATEMENTS: list[str] = []


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement)
            cursor.fetchall()
    return HttpResponse(f"<p>{len(STATEMENTS)}</p>")


urlpatterns = [path("bare/", bare), *urls.urlpatterns]
