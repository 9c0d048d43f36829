"""The verbs of accounts and of signing in."""

from django.utils.translation import gettext_lazy as _

from regiowerk.ground.journal.queries import Sentences
from regiowerk.ground.people.actions.accounts import (
    ExamplePersonError,
    add_demo_person,
    change_password,
    delete_account,
    edit_account,
    end_sessions,
    invite_person,
)
from regiowerk.ground.people.actions.signing_in import (
    LinkRefusedError,
    ask_for_sign_in_link,
    forget,
    note_attempt,
    take_back_attempt,
    usable_link,
    use_sign_in_link,
)

DEEDS: Sentences = {
    "person.invited": _("%(who)s invited somebody."),
    "person.edited": _("Somebody changed their account."),
    "person.password_changed": _("Somebody changed their password."),
    "person.sessions_ended": _("Somebody signed out everywhere."),
    "person.deleted": _("Somebody deleted their account."),
}

__all__ = [
    "DEEDS",
    "ExamplePersonError",
    "LinkRefusedError",
    "add_demo_person",
    "ask_for_sign_in_link",
    "change_password",
    "delete_account",
    "edit_account",
    "end_sessions",
    "forget",
    "invite_person",
    "note_attempt",
    "take_back_attempt",
    "usable_link",
    "use_sign_in_link",
]
