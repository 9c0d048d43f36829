"""What every table promises."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import CheckConstraint, Field

from regiowerk.ground.journal.domain.personal import NOT_PERSONAL, Keeping
from tests.architecture.tree import SOURCES

# Moments nobody brings about: they pass, or a program notes them.
WITHOUT_A_DOER = {
    "people.SignInLink": "one asks for a link for oneself",
    "people.SignInAttempt": "nobody is known yet",
    "notices.Mail": "programs queue and send",
    "notices.Notice": "programs notify",
    "journal.Entry": "the entry itself names who",
}
FIELDS_WITHOUT_A_DOER = {
    "reports.Report.done_at": "the worker is done",
    "regions.Border.imported_at": "a command at the console",
    "people.User.sessions_ended": "oneself",
}


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if model.__module__.startswith("regiowerk."):
            yield model


def fields(model: type[models.Model]) -> list[Field]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def test_every_field_says_how_long_it_keeps_what_is_personal() -> None:
    wrong = []
    for model in own_models():
        declared = getattr(model, "PERSONAL", None)
        if declared is None:
            wrong.append(model._meta.label)
        elif declared is not NOT_PERSONAL:
            known = {field.name for field in fields(model)}
            wrong += [f"{model._meta.label}.{key}" for key in declared if key not in known]
            wrong += [f"{model._meta.label}.{key}" for key, keeping in declared.items() if not isinstance(keeping, Keeping)]  # fmt: skip
    assert wrong == []


def test_whoever_did_something_is_declared_personal() -> None:
    """A field that names a doer or a person may not be forgotten in the declaration."""
    assert [
        f"{model._meta.label}.{field.name}"
        for model in own_models()
        for field in fields(model)
        if (field.name.endswith("_by") or field.name in {"email", "recipient", "to", "user"})
        and field.name not in (getattr(model, "PERSONAL", None) or {})
        and model._meta.label not in {"people.User"}
    ] == []


def test_every_choice_is_a_constraint() -> None:
    wrong = []
    for model in own_models():
        conditions = [
            str(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, CheckConstraint)
        ]
        for field in fields(model):
            if not field.choices:
                continue
            values = [str(value) for value, _label in field.flatchoices if value != ""]
            if not any(
                f"('{field.name}__in'" in condition and all(f"'{v}'" in condition for v in values)
                for condition in conditions
            ):
                wrong.append(f"{model._meta.label}.{field.name}")
    assert wrong == []


def test_every_deed_has_its_doer_beside_its_moment() -> None:
    wrong = []
    for model in own_models():
        names = {field.name for field in fields(model)}
        for field in fields(model):
            label = f"{model._meta.label}.{field.name}"
            if (
                field.name.endswith("_at")
                and f"{field.name.removesuffix('_at')}_by" not in names
                and model._meta.label not in WITHOUT_A_DOER
                and label not in FIELDS_WITHOUT_A_DOER
            ):
                wrong.append(label)
    assert wrong == []


def test_rows_are_ordered_where_they_are_read() -> None:
    assert [model._meta.label for model in own_models() if model._meta.ordering] == []


def test_every_table_has_a_factory() -> None:
    made = set(_annotations())

    assert [model._meta.label for model in own_models() if model.__name__ not in made] == []


def _annotations() -> Iterator[str]:
    for path in sorted(SOURCES.rglob("tests/factories.py")):
        dotted = ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts)
        for _name, function in inspect.getmembers(
            importlib.import_module(dotted), inspect.isfunction
        ):
            yield str(function.__annotations__.get("return", "")).rsplit(".", 1)[-1].strip("'")
