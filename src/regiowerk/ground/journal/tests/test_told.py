from __future__ import annotations

import pytest
from django.utils.translation import override

from regiowerk.ground.journal.queries import Told, tell_entries
from regiowerk.ground.journal.tests.factories import AT, an_entry

pytestmark = pytest.mark.django_db
SENTENCES = {"goal.adopted": "%(who)s adopted %(what)s."}


def test_an_entry_is_read_as_a_sentence() -> None:
    assert tell_entries([an_entry()], SENTENCES) == [
        Told("Stadt Brakel adopted Ziel 2.1.", "/ziele/2-1/", AT)
    ]


def test_a_deed_nobody_described_is_still_told() -> None:
    with override("en"):
        told = tell_entries([an_entry("goal.burned")], SENTENCES)

    assert [entry.sentence for entry in told] == ["Stadt Brakel changed Ziel 2.1."]


def test_who_acts_for_nobody_is_told_by_name() -> None:
    told = tell_entries([an_entry(who="")], SENTENCES)

    assert [entry.sentence for entry in told] == ["Beispiel adopted Ziel 2.1."]


def test_a_percent_sign_in_a_label_breaks_nothing() -> None:
    told = tell_entries([an_entry(label="90 % Förderung")], SENTENCES)

    assert [entry.sentence for entry in told] == ["Stadt Brakel adopted 90 % Förderung."]
