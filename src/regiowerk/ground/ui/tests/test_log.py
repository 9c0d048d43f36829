"""The log is for those who run the site: it does not fill with what people are told to correct."""

from __future__ import annotations

import logging

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    ("status", "is_told"), [(404, True), (403, True), (500, True), (409, False), (422, False)]
)
def test_answers_that_say_what_to_correct_are_no_warnings(status: int, is_told: bool) -> None:
    line = logging.makeLogRecord({"name": "django.request", "status_code": status})
    (name,) = settings.LOGGING["handlers"]["stdout"]["filters"]

    assert settings.LOGGING["filters"][name]["callback"](line) is is_told


def test_every_other_line_is_told() -> None:
    line = logging.makeLogRecord({"name": "regiowerk"})

    assert settings.LOGGING["filters"]["worth_a_line"]["callback"](line)
