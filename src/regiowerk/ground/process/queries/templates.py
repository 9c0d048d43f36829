from __future__ import annotations

import tomllib
from importlib import resources

from regiowerk.ground.process.domain import templates
from regiowerk.ground.process.domain.templates import Template

_DATA = resources.files("regiowerk.ground.process") / "data"


class TemplateMissingError(LookupError):
    """No template ships under this key."""


def template_keys() -> tuple[str, ...]:
    """The keys of the templates that ship."""
    names = sorted(entry.name for entry in _DATA.iterdir())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def template(key: str, language: str = "de") -> Template:
    """A template that ships, read in one language."""
    if key not in template_keys():
        raise TemplateMissingError(key)
    text = (_DATA / f"{key}.toml").read_text(encoding="utf-8")
    return templates.parse(tomllib.loads(text), language)
