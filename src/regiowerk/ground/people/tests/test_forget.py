from datetime import timedelta

import pytest

from regiowerk.ground.people import actions
from regiowerk.ground.people.models import SignInAttempt, SignInLink
from regiowerk.ground.people.tests.factories import AT, a_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(6, (1, 1)), (7, (0, 0))])
def test_links_and_tries_are_forgotten_after_a_week(days, left):
    user = a_user()
    actions.ask_for_sign_in_link(email=user.email, seal="s", onward="", at=AT)
    actions.note_attempt(keys=["link:a"], at=AT)

    forgotten = actions.forget(at=AT + timedelta(days=days))

    assert (SignInLink.objects.count(), SignInAttempt.objects.count()) == left
    assert forgotten == 2 - sum(left)
