"""What every table promises."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, DateTimeField, EmailField, Field, Q, UniqueConstraint

from regiowerk.ground.journal.domain import personal
from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, Keeping
from tests.architecture.tree import SOURCES

# Moments without a doer beside them: they pass, a program notes them, or the row says who it was.
WITHOUT_A_DOER = {
    "ballots.Link.expires_at": "a time that comes",
    "journal.Entry.happened_at": "the entry itself says who",
    "notices.Mail.queued_at": "the deed that queues it says who",
    "notices.Mail.due_at": "a time that comes",
    "notices.Mail.sent_at": "a program sends",
    "notices.Mail.given_up_at": "a program gives up",
    "notices.Notice.noticed_at": "the deed that tells it says who",
    "notices.Notice.read_at": "the recipient",
    "notices.Notice.digested_at": "a program puts it into a mail",
    "people.SignInLink.asked_at": "nobody is signed in yet",
    "people.SignInLink.expires_at": "a time that comes",
    "people.SignInLink.used_at": "its user",
    "people.SignInAttempt.tried_at": "nobody is signed in yet",
    "regions.Border.imported_at": "always a command at the console",
    "reports.Report.done_at": "a program writes it",
    "surveys.Participation.invited_at": "the journal says who invited",
    "surveys.Participation.opened_at": "whoever has the link",
    "surveys.Participation.answered_at": "its last revision says who",
    "surveys.Participation.handed_in_at": "its submission says who",
    "surveys.Link.expires_at": "a time that comes",
    "surveys.Link.used_at": "whoever has the link",
    "surveys.Reminder.reminded_at": "a program, or the journal says who",
    "surveys.SectionTask.claim_ends_at": "a time that comes",
    "surveys.Revision.answered_at": "its author",
    "surveys.SigningCode.sent_at": "a program sends it",
    "surveys.SigningCode.expires_at": "a time that comes",
    "surveys.SigningCode.used_at": "whoever signs",
}
# Words that say a field is about a person.
ABOUT_A_PERSON = {"email", "recipient", "to", "user", "user_label", "user_number"}
KEEPINGS = tuple(one for one in vars(personal).values() if isinstance(one, Keeping))


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("regiowerk."):
            yield model


def fields(model: type[models.Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def every_field() -> Iterator[tuple[str, type[models.Model], Field]]:
    """All fields of all tables, with what they are called: "process.Stage.opened_at"."""
    for model in own_models():
        for field in fields(model):
            yield f"{model._meta.label}.{field.name}", model, field


def test_every_table_says_what_is_personal_and_how_long_it_is_kept() -> None:
    """In the class itself, in so many words: NOT_PERSONAL, or fields it has and terms we know."""
    wrong = []
    for model in own_models():
        declared = vars(model).get("PERSONAL")
        if declared is NOT_PERSONAL:
            continue
        if not declared:
            wrong.append(model._meta.label)
            continue
        known = {field.name for field in (*fields(model), *model._meta.many_to_many)}
        wrong += [
            f"{model._meta.label}.{key}"
            for key, keeping in declared.items()
            if key not in known or not any(keeping is one for one in KEEPINGS)
        ]
    assert wrong == []


def test_whoever_did_something_is_declared_personal() -> None:
    """A field that names a doer or a person may not be forgotten in the declaration."""
    assert [
        label
        for label, model, field in every_field()
        if _names_a_person(field) and field.name not in vars(model).get("PERSONAL", {})
    ] == []


def _names_a_person(field: Field) -> bool:
    to_a_user = (
        isinstance(field, models.ForeignKey)
        and field.remote_field.model._meta.label == settings.AUTH_USER_MODEL
    )
    return (
        to_a_user
        or field.name.endswith("_by")
        or field.name in ABOUT_A_PERSON
        or isinstance(field, EmailField | models.GenericIPAddressField)
    )


def test_every_choice_is_a_constraint_naming_exactly_its_values() -> None:
    wrong = []
    for label, model, field in every_field():
        if not field.choices:
            continue
        wanted = {value for value, _text in field.flatchoices}
        if field.blank:
            wanted |= {""}
        allowed = _allowed(model, field.name)
        if allowed != wanted:
            wrong.append((label, sorted(wanted ^ (allowed or set()))))
    assert wrong == []


def _allowed(model: type[models.Model], name: str) -> set[object] | None:
    """The values a constraint lets a field have; None where no constraint is about it alone."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and isinstance(constraint.condition, Q):
            match constraint.condition.children:
                case [(key, values)] if key == f"{name}__in" and not constraint.condition.negated:
                    return set(values)
    return None


def test_every_moment_has_its_doer_beside_it() -> None:
    assert [
        label
        for label, model, field in every_field()
        if isinstance(field, DateTimeField)
        and field.name.endswith("_at")
        and not _has(model, f"{field.name.removesuffix('_at')}_by")
        and label not in WITHOUT_A_DOER
    ] == []


def test_every_moment_says_so_in_its_name() -> None:
    """Otherwise nobody would ask for its doer; a day is never called a moment."""
    assert [
        label
        for label, _model, field in every_field()
        if isinstance(field, models.DateField)
        and field.name != "last_login"  # Django's own
        and field.name.endswith("_at") != isinstance(field, DateTimeField)
    ] == []


def test_a_moment_and_its_doer_come_together() -> None:
    """Where the moment may be missing, a constraint keeps its doer from standing there alone."""
    assert [
        label
        for label, model, field in every_field()
        if isinstance(field, DateTimeField)
        and field.null
        and _has(model, by := f"{field.name.removesuffix('_at')}_by")
        and not any(
            isinstance(constraint, CheckConstraint)
            and {f"{field.name}__isnull", by} <= _named_in(constraint.condition)
            for constraint in model._meta.constraints
        )
    ] == []


def _named_in(condition: object) -> set[str]:
    if isinstance(condition, Q):
        return {name for child in condition.children for name in _named_in(child)}
    return {condition[0]} if isinstance(condition, tuple) else set()


def _has(model: type[models.Model], name: str) -> bool:
    return any(field.name == name for field in fields(model))


def test_the_exceptions_are_still_needed() -> None:
    known = {label for label, _model, _field in every_field()}

    assert sorted(set(WITHOUT_A_DOER) - known) == []


def test_rows_are_ordered_where_they_are_read() -> None:
    assert [model._meta.label for model in own_models() if model._meta.ordering] == []


def test_what_is_asked_for_has_a_column_of_its_own() -> None:
    """No JSON, and no foreign key that the database does not know."""
    assert [
        label for label, _model, field in every_field() if isinstance(field, models.JSONField)
    ] == []
    assert [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in model._meta.private_fields
    ] == []


def test_a_rule_of_uniqueness_says_itself_what_missing_values_mean() -> None:
    """SQLite does not know `nulls_distinct`: a condition says the same on both databases."""
    assert [
        f"{model._meta.label}: {constraint.name}"
        for model in own_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.nulls_distinct is not None
    ] == []


def test_a_rule_of_uniqueness_is_not_blind_to_missing_values() -> None:
    """Two missing values are different to the database: such a field needs a second rule."""
    wrong = []
    for model in own_models():
        rules = [one for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
        missing = {name for rule in rules for name in _where_missing(rule.condition)}
        for rule in rules:
            wrong += [
                f"{model._meta.label}: {rule.name}: {name}"
                for name in rule.fields
                if model._meta.get_field(name).null
                and name not in missing
                and (f"{name}__isnull", False) not in _leaves(rule.condition)
            ]
    assert wrong == []


def _leaves(condition: object) -> set[tuple[str, object]]:
    if isinstance(condition, Q):
        return {leaf for child in condition.children for leaf in _leaves(child)}
    return {condition} if isinstance(condition, tuple) else set()


def _where_missing(condition: object) -> set[str]:
    """The fields a rule is about when they are missing."""
    return {
        key.removesuffix("__isnull")
        for key, value in _leaves(condition)
        if key.endswith("__isnull") and value is True
    }


def test_every_table_has_a_factory_in_its_room() -> None:
    assert [
        model._meta.label
        for model in own_models()
        if model.__name__ not in set(_made_in(model._meta.app_config.name))
    ] == []


def _made_in(room: str) -> Iterator[str]:
    """The names of what the functions of a room's factories return."""
    if not (SOURCES.parent / room.replace(".", "/") / "tests/factories.py").is_file():
        return
    factories = importlib.import_module(f"{room}.tests.factories")
    for _name, function in inspect.getmembers(factories, inspect.isfunction):
        if function.__module__ == factories.__name__:
            yield str(function.__annotations__.get("return", "")).rsplit(".", 1)[-1].strip("'")
