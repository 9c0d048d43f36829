"""The doors to people: oneself, and in the demo the example people."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest

from regiowerk.ground.journal.domain.actor import Actor
from regiowerk.ground.people.models import User
from regiowerk.ground.people.queries import demo_people


class Request(HttpRequest):
    """A request as the pages of people see it."""

    user: User
    actor: Actor
    at: datetime


def demo_person(user_id: str) -> User:
    """One of the example people; everybody else signs in properly."""
    user = next((person for person in demo_people() if str(person.pk) == user_id), None)
    if user is None:
        raise Http404
    return user
