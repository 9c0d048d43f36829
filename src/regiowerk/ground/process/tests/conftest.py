"""A region with its people, and one process in it, on the day its story is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.process.tests.factories import a_process
from regiowerk.ground.regions import middleware
from regiowerk.ground.regions.tests.factories import a_region
from regiowerk.ground.regions.tests.strangers import a_crowd, as_user


@pytest.fixture(autouse=True)
def today(settings, monkeypatch):
    """Pages see one afternoon, whatever the clock says when the tests run."""
    settings.STORY_DAY = date(2022, 1, 24)
    monkeypatch.setattr(middleware, "moment", lambda: AT + timedelta(hours=5))
    return settings.STORY_DAY


@pytest.fixture
def crowd(db):
    return a_crowd(a_region())


@pytest.fixture
def process(crowd):
    return a_process(crowd.region)


@pytest.fixture
def office(crowd):
    """The browser of somebody in the project office."""
    return as_user(crowd.office)
