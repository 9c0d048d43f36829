from __future__ import annotations

import pytest

from regiowerk.ground.journal.models import Entry
from regiowerk.ground.notices.models import Mail
from regiowerk.ground.people.tests.factories import AT
from regiowerk.ground.regions.tests.factories import an_actor
from regiowerk.ground.regions.tests.strangers import OFFICE_ACTS, asked_by_all
from regiowerk.tell.portal import actions
from regiowerk.tell.portal.tests.walks import a_walk

pytestmark = pytest.mark.django_db
ADDRESS = "/verfahren/muster/wer-ist-dran/erinnern/"


def test_only_the_office_reminds() -> None:
    assert asked_by_all(a_walk().crowd, ADDRESS, {}) == OFFICE_ACTS


def test_whoever_can_take_a_step_gets_one_mail_a_day() -> None:
    walk = a_walk()
    office = an_actor(walk.crowd.office)

    queued = [actions.remind(process=walk.process, by=office, at=AT) for _press in range(2)]

    mail = Mail.objects.get(to=walk.crowd.member.email)
    assert queued == [1, 0]
    assert mail.subject == "Stadt Musterstadt 002: Prüfen Sie die Angaben zu Ihrer Organisation"
    assert "{site}/regionen/musterland/organisationen/ags-05999002/" in mail.text
    assert "Das dauert" in mail.text or "Er dauert etwa 5 Minuten" in mail.text


def test_a_reminder_is_told_in_the_journal() -> None:
    walk = a_walk()

    actions.remind(process=walk.process, by=an_actor(walk.crowd.office), at=AT)

    told = Entry.objects.values_list("deed", "organisation_label", "object_label", "process_key")
    assert list(told) == [("process.reminded", "Stadt Mitte", "Verfahren muster", "muster")]


def test_nobody_to_remind_is_no_deed() -> None:
    walk = a_walk()
    walk.crowd.member.delete()

    queued = actions.remind(process=walk.process, by=an_actor(walk.crowd.office), at=AT)

    assert (queued, Entry.objects.count(), Mail.objects.count()) == (0, 0, 0)
