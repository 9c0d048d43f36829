"""The region, the process and the people of the room below, and an organisation that was invited."""

from __future__ import annotations

import pytest

from regiowerk.ground.process.models import Process
from regiowerk.ground.process.tests.conftest import crowd, office, process, today
from regiowerk.listen.surveys.models import Participation
from regiowerk.listen.surveys.tests.factories import a_participation, a_survey, a_wave

__all__ = ["crowd", "office", "participation", "process", "today"]


@pytest.fixture
def participation(process: Process) -> Participation:
    """Nebel was invited to an open wave."""
    return a_participation(a_wave(a_survey(process)))
