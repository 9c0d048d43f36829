from __future__ import annotations

import pytest
from django.db import transaction

from regiowerk.ground.journal.actions import record
from regiowerk.ground.journal.domain.actor import Actor, Role
from regiowerk.ground.journal.models import Entry
from regiowerk.ground.journal.tests.factories import AT

pytestmark = pytest.mark.django_db
BRAKEL = Actor(
    user_id=7,
    user_label="Ansprechperson (Beispiel)",
    organisation_id=3,
    organisation_label="Stadt Brakel",
    mandate_id=5,
    region_id=1,
    role=Role.CONTACT,
)


def test_a_deed_keeps_who_did_it_for_whom_by_what_right() -> None:
    record(by=BRAKEL, at=AT, deed="goal.adopted", label="Ziel", address="/ziele/", process="muster")

    entry = Entry.objects.values().get()
    del entry["id"]
    assert entry == {
        "happened_at": AT,
        "deed": "goal.adopted",
        "user_number": 7,
        "user_label": "Ansprechperson (Beispiel)",
        "organisation_number": 3,
        "organisation_label": "Stadt Brakel",
        "mandate_number": 5,
        "object_label": "Ziel",
        "object_address": "/ziele/",
        "region_key": "",
        "process_key": "muster",
    }


def test_a_deed_that_failed_is_not_told() -> None:
    with transaction.atomic():
        record(by=BRAKEL, at=AT, deed="goal.adopted", label="Ziel")
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0


def test_a_long_label_is_cut_and_not_refused() -> None:
    entry = record(by=BRAKEL, at=AT, deed="goal.adopted", label="x" * 900)

    assert len(entry.object_label) == 300
