from __future__ import annotations

import tomllib
from collections.abc import Sized
from importlib import resources

from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.process.domain.templates import Template, parse
from regiowerk.ground.process.queries.texts import bodies_in_words

_DATA = resources.files("regiowerk.ground.process") / "data"


class TemplateMissingError(LookupError):
    """No template ships under this key."""


def template_keys() -> tuple[str, ...]:
    """The keys of the templates that ship."""
    names = sorted(entry.name for entry in _DATA.iterdir())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


def templates(language: str = "de") -> tuple[Template, ...]:
    """The templates that ship, read in one language."""
    return tuple(template(key, language) for key in template_keys())


def template(key: str, language: str = "de") -> Template:
    """A template that ships, read in one language."""
    if key not in template_keys():
        raise TemplateMissingError(key)
    text = (_DATA / f"{key}.toml").read_text(encoding="utf-8")
    return parse(tomllib.loads(text), language)


def template_in_words(template: Template) -> str:
    """What a template brings along: "Regiopole, modules 1 to 4: 4 stages in 24 months, ..."."""
    stages, milestones, bodies = template.stages, template.milestones, template.bodies
    return _("%(name)s: %(stages)s in %(months)d months, %(milestones)s, %(bodies)s") % {
        "name": template.name,
        "months": sum(stage.months for stage in stages),
        "stages": _counted(ngettext("%(number)d stage", "%(number)d stages", len(stages)), stages),
        "milestones": _counted(
            ngettext("%(number)d milestone", "%(number)d milestones", len(milestones)), milestones
        ),
        "bodies": bodies_in_words(len(bodies)),
    }


def _counted(words: str, items: Sized) -> str:
    return words % {"number": len(items)}
