"""What is stored about a person: made from what every table declares, whichever room it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.db.models import EmailField, ForeignKey, Model, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from regiowerk.ground.journal.domain.personal import Keeping, Personal, Purpose
from regiowerk.ground.people.domain.throttle import keys_of_address
from regiowerk.ground.people.models import SignInAttempt, User
from regiowerk.ground.people.queries import hash_of

# Rooms above this one are known by their tables' names only.  What is not listed is a label.
_CODES = gettext_lazy("Links and tries to sign in, as codes that cannot be read back")
_DOING = gettext_lazy("Your name beside what you did for an organisation")
_LETTERS = gettext_lazy("Mails and notices to you")
_ANSWERING = gettext_lazy("Your name beside what you answered or signed for an organisation")
_ANSWERING_ADDRESS = gettext_lazy("Your e-mail address, where you were asked to answer or to sign")
_CALLED = gettext_lazy("Your name, address and number, where others may call you about a survey")
_VOTING = gettext_lazy("Your name, where you vote or prepare a vote")
_VOTING_ADDRESS = gettext_lazy("Your e-mail address, where you were asked to vote")
WORDS: Mapping[str, str | Promise] = {
    "people.user": gettext_lazy("Name, e-mail address and language"),
    "people.user.password": gettext_lazy("Password, as a code that cannot be read back"),
    "people.user.last_login": gettext_lazy("When you last signed in"),
    "people.signinlink": _CODES,
    "people.signinattempt": _CODES,
    "notices.mail": _LETTERS,
    "notices.notice": _LETTERS,
    "surveys.wave": _CALLED,
    "surveys.wave.opened_by": _DOING,
    "surveys.wave.closed_by": _DOING,
    "surveys.participation.coordinator_name": _ANSWERING,
    "surveys.participation.coordinator_email": _ANSWERING_ADDRESS,
    "surveys.sectiontask.name": _ANSWERING,
    "surveys.sectiontask.email": _ANSWERING_ADDRESS,
    "surveys.link.name": _ANSWERING,
    "surveys.link.email": _ANSWERING_ADDRESS,
    "surveys.reminder": _ANSWERING_ADDRESS,
    "surveys.revision": _ANSWERING,
    "surveys.answerfile.name": _ANSWERING,
    "surveys.signoff.person": _ANSWERING,
    "surveys.signoff.function": _ANSWERING,
    "surveys.signingcode": _CODES,
    "ballots.voter.name": _VOTING,
    "ballots.voter.email": _VOTING_ADDRESS,
    "ballots.link.name": _VOTING,
    "ballots.link.email": _VOTING_ADDRESS,
    "regions.mandate.user": gettext_lazy("For whom you may act, in which role and since when"),
}
LABEL = _DOING
REASONS: Mapping[Purpose, str | Promise] = {
    Purpose.ACCOUNT: gettext_lazy("so that you can sign in"),
    Purpose.SECURITY: gettext_lazy("so that nobody else signs in as you"),
    Purpose.CORRESPONDENCE: gettext_lazy("so that you learn what waits for you"),
    Purpose.ACCOUNTABILITY: gettext_lazy("so that it stays clear who acted for whom"),
}
# Codes say nothing to anybody, but a file with them would be one more place to guard.
WITHHELD = {"password", "token_hash", "key_hash", "code_hash"}


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of what is stored about people."""

    what: str
    why: str
    how_long: str


def kept_about_people() -> list[Kept]:
    """What is stored about anybody, why and for how long; what goes with the account first."""
    declared = {
        (keeping.purpose, _line(f"{name}.{field}", keeping))
        for name, personal in _declarations()
        for field, keeping in personal.items()
    }
    order = list(Purpose)
    lines = sorted({*declared, _sessions()}, key=lambda line: (order.index(line[0]), line[1].what))
    return [line for _purpose, line in lines]


def _line(name: str, keeping: Keeping) -> Kept:
    what = WORDS.get(name) or WORDS.get(name.rpartition(".")[0], LABEL)
    return Kept(str(what), str(REASONS[keeping.purpose]), _how_long(keeping))


def _sessions() -> tuple[Purpose, Kept]:
    """Django's table, which declares nothing."""
    line = Kept(
        _("In which browsers you are signed in"),
        _("so that you need not sign in on every page"),
        _("until you sign out, two weeks at most"),
    )
    return Purpose.ACCOUNT, line


def _declarations() -> Iterator[tuple[str, Personal]]:
    for model in _models():
        yield model._meta.label_lower, _personal(model)


def _models() -> list[type[Model]]:
    """Every table that has something about people."""
    return [model for model in apps.get_models() if _personal(model)]


def _personal(model: type[Model]) -> Personal:
    personal: Personal = getattr(model, "PERSONAL", {})
    return personal


def _how_long(keeping: Keeping) -> str:
    if keeping.after is not None:
        days = keeping.after.days
        return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
    if keeping.purpose is Purpose.ACCOUNT:
        return _("as long as the account exists")
    return _("stays in the records of the region")


def everything_about(user: User) -> dict[str, list[dict[str, object]]]:
    """All rows about a person, table by table, as plain values."""
    return {
        model._meta.label_lower: [_plain(row) for row in _rows(model, condition)]
        for model in _models()
        if (condition := _is_about(model, user))
    }


def _is_about(model: type[Model], user: User) -> Q:
    """How a table knows a person: as a user, by address or by number; empty: by a label only."""
    if model is User:
        return Q(pk=user.pk)
    if model is SignInAttempt:
        return Q(key_hash__in=[hash_of(key) for key in keys_of_address(user.email)])
    condition = Q()
    for name in _personal(model):
        field = model._meta.get_field(name)
        if isinstance(field, ForeignKey) and field.related_model is User:
            condition |= Q(**{name: user})
        elif isinstance(field, EmailField):
            condition |= Q(**{f"{name}__iexact": user.email})
        elif name == "user_number":
            condition |= Q(user_number=user.pk)
    return condition


def _rows(model: type[Model], condition: Q) -> Iterator[Model]:
    links = [field.name for field in model._meta.fields if isinstance(field, ForeignKey)]
    rows = model._default_manager.filter(condition).order_by("pk")
    yield from rows.select_related(*links) if links else rows


def _plain(row: Model) -> dict[str, object]:
    return {
        field.name: str(getattr(row, field.name))
        if isinstance(field, ForeignKey)
        else field.value_from_object(row)
        for field in row._meta.fields
        if field.name not in WITHHELD
    }
