"""KERN components for templates.  Every argument has a name here; any other is refused at compile time.

KERN markup stands in this package and in `templates/ui` only, so that a new version of the design
system is one place to change, and the gallery page shows all of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from regiowerk.ground.ui.forms import look_of

register = template.Library()

KINDS = ("info", "success", "warning", "danger")
WEIGHTS = ("primary", "secondary", "tertiary")
NOTHING = SafeString("")


class UnknownChoice(template.TemplateSyntaxError):
    """A component was given a word it does not know."""

    def __init__(self, name: str, value: str, known: Iterable[str]) -> None:
        super().__init__(f"{name}={value!r} is unknown; choose one of {', '.join(known)}.")


def known(name: str, value: str, known: Iterable[str]) -> str:
    if value not in known:
        raise UnknownChoice(name, value, known)
    return value


def optional(markup: str, text: object) -> SafeString:
    """Return the markup with the text in it, or nothing where there is no text."""
    return format_html(markup, text) if text else NOTHING


@register.simple_tag
def icon(name: str, size: str = "default") -> SafeString:
    """A decorative picture; the words beside it say the same."""
    return format_html(
        '<span class="kern-icon kern-icon--{} kern-icon--{}" aria-hidden="true"></span>', name, size
    )


@register.simple_tag
def page_head(title: str, lead: str = "", preline: object = "") -> SafeString:
    """The one heading of a page: the answer where there is one, and a sentence that explains it."""
    return format_html(
        '<div class="app-head">{}<h1 class="app-head__title">{}</h1>{}</div>',
        optional('<p class="app-head__preline">{}</p>', preline),
        title,
        optional('<p class="app-head__lead">{}</p>', lead),
    )


@register.simple_block_tag
def section(content: str, title: str, id: str = "", level: int = 2) -> SafeString:
    """A part of a page under its own heading."""
    key = id or slugify(title) or "abschnitt"
    size = {2: "large", 3: "medium"}.get(level, "small")
    return format_html(
        '<section class="app-section app-section--{level}" id="{key}">'
        '<h{level} class="app-section__title kern-heading-{size}">{title}</h{level}>'
        "{content}</section>",
        level=level,
        key=key,
        size=size,
        title=title,
        content=content,
    )


@register.simple_tag
def button(
    label: str,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    small: bool = False,
    block: bool = False,
) -> SafeString:
    """A verb to press: a link with `href`, else the submit button of the form around it."""
    looks = f"kern-btn kern-btn--{known('kind', kind, WEIGHTS)}"
    looks += " app-btn--small" if small else ""
    looks += " kern-btn--block" if block else ""
    inside = format_html(
        '{}<span class="kern-label">{}</span>', picture(icon) if icon else NOTHING, label
    )
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', looks, href, inside)
    named = format_html(' name="{}" value="{}"', name, value) if name else NOTHING
    return format_html('<button type="submit" class="{}"{}>{}</button>', looks, named, inside)


@lru_cache(maxsize=256)
def picture(name: str) -> SafeString:
    return format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', name)


@register.simple_tag
def badge(label: object, kind: str = "info", icon: str = "") -> SafeString:
    """A state in one word; its colour never says more than the word."""
    return format_html(
        '<span class="kern-badge kern-badge--{} kern-badge--small">{}'
        '<span class="kern-label kern-label--small">{}</span></span>',
        known("kind", kind, KINDS),
        picture(icon) if icon else NOTHING,
        label,
    )


@register.simple_tag
def example_mark() -> SafeString:
    """Says that what is shown was invented."""
    return badge(_("Example data"), "warning")


@register.simple_block_tag
def alert(content: str, kind: str = "info", title: str = "") -> SafeString:
    """Something to know before going on."""
    return format_html(
        '<div class="kern-alert kern-alert--{kind} app-alert">'
        '<div class="kern-alert__header">{icon}<span class="kern-title">{title}</span></div>'
        '<div class="kern-alert__body">{content}</div></div>',
        kind=known("kind", kind, KINDS),
        icon=picture(kind),
        title=title or _alert_title(kind),
        content=content,
    )


def _alert_title(kind: str) -> str:
    return {
        "info": _("Note"),
        "success": _("Done"),
        "warning": _("Please note"),
        "danger": _("Something is wrong"),
    }[kind]


@register.simple_block_tag
def card(
    content: str,
    title: str,
    href: str = "",
    preline: object = "",
    subline: object = "",
    level: int = 2,
) -> SafeString:
    """One thing among others; with `href` the whole card leads there."""
    inside = (
        format_html('<a class="kern-link kern-link--stretched" href="{}">{}</a>', href, title)
        if href
        else title
    )
    return format_html(
        '<article class="kern-card app-card{}"><div class="kern-card__container">'
        '<div class="kern-card__header">{}<h{} class="kern-title">{}</h{}>{}</div>'
        '<div class="kern-card__body">{}</div></div></article>',
        " kern-card--interactive" if href else "",
        optional('<p class="kern-preline">{}</p>', preline),
        level,
        inside,
        level,
        optional('<p class="kern-subline">{}</p>', subline),
        content,
    )


@register.simple_block_tag
def grid(content: str, columns: int = 2) -> SafeString:
    """Cards side by side, as many as fit."""
    return format_html('<div class="app-grid app-grid--{}">{}</div>', columns, content)


@register.simple_block_tag
def accordion(content: str, title: str, open: bool = False) -> SafeString:
    """What only some want to read."""
    return format_html(
        '<details class="kern-accordion app-accordion"{}><summary class="kern-accordion__header">'
        '<span class="kern-title">{}</span></summary>'
        '<div class="kern-accordion__body">{}</div></details>',
        mark_safe(" open") if open else NOTHING,
        title,
        content,
    )


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """What will be here, why it matters, and the first step."""
    return format_html(
        '<div class="app-empty"><p class="app-empty__title">{}</p>{}</div>', title, content
    )


@register.simple_tag
def source(text: object, url: str = "") -> SafeString:
    """Who says so, in small type."""
    if not text:
        return NOTHING
    if url.startswith(("https://", "http://")):
        text = format_html('<a href="{}" rel="external">{}</a>', url, text)
    return format_html('<span class="app-source">{} {}</span>', _("Source:"), text)


@register.simple_tag
def form_buttons(submit: str, cancel: str = "", kind: str = "primary") -> SafeString:
    """The deed, and the way out that changes nothing."""
    leave = button(_("Cancel"), href=cancel, kind="tertiary") if cancel else NOTHING
    return format_html('<div class="app-form-buttons">{}{}</div>', button(submit, kind=kind), leave)


@register.simple_tag
def crumb(label: object, href: str = "") -> SafeString:
    """One place on the way here; the last one without address is here."""
    if href:
        return format_html('<li><a href="{}">{}</a></li>', href, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    """Markdown without raw HTML, without pictures, and with no way to load anything."""
    return (
        MarkdownIt("commonmark", {"html": False, "typographer": False})
        .enable("table")
        .disable(["image"])
    )


@register.filter
def markdown(text: str) -> SafeString:
    """Text of people as HTML; whatever looks like HTML in it is shown, not run."""
    if not text:
        return NOTHING
    return format_html('<div class="app-prose">{}</div>', mark_safe(_renderer().render(text)))  # noqa: S308 - raw HTML is off


@register.filter
def field_look(field: BoundField) -> str:
    return look_of(field)


@register.filter
def as_kern(field: BoundField) -> SafeString:
    """The bare control of a field with KERN's class; Django adds ids, descriptions and errors."""
    name = {"check": "kern-form-check__checkbox", "select": "kern-form-input__select"}
    look = name.get(look_of(field), "kern-form-input__input")
    wrong = f" {look}--error" if field.errors else ""
    given = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{look}{wrong} {given}".strip()})


@register.filter
def is_checkbox(choice: Any) -> bool:
    return bool(choice.data["type"] == "checkbox")
