import pytest
from django.core.management import call_command

from regiowerk.ground.notices.actions import notify, queue_mail
from regiowerk.ground.notices.models import Mail, Notice
from regiowerk.ground.people import actions
from regiowerk.ground.people.models import SignInAttempt, User
from regiowerk.ground.people.tests.factories import AT, a_user

pytestmark = pytest.mark.django_db


def test_the_command_forgets_all_whose_time_is_over(capsys):
    user = a_user()
    queue_mail(to=user.email, subject="S", text="T", once_key="m", at=AT)
    notify(recipient=user.email, text="T", address="", once_key="n", at=AT)
    actions.note_attempt(keys=["link:a"], at=AT)

    call_command("forget")

    assert capsys.readouterr().out == "3 records deleted\n"
    assert [table.objects.count() for table in (Mail, Notice, SignInAttempt, User)] == [0, 0, 0, 1]
