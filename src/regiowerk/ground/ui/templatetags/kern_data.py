"""KERN components that show data: facts, figures, tables, drawings, steps and pages of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _, ngettext

from regiowerk.ground.ui.drawings import svg
from regiowerk.ground.ui.drawings.scene import Scene, TableTwin
from regiowerk.ground.ui.templatetags.kern import NOTHING, badge, button, known, optional, picture

register = template.Library()

# What `steps` says to those who do not see the picture.
STATES = {"done": "check", "now": "arrow-forward", "next": "", "late": "warning"}


@register.simple_tag
def facts(items: Iterable[tuple[object, object]]) -> SafeString:
    """Labels and values, one below the other."""
    rows = format_html_join(
        "",
        '<div class="kern-description-list-item">'
        '<dt class="kern-description-list-item__key">{}</dt>'
        '<dd class="kern-description-list-item__value">{}</dd></div>',
        items,
    )
    return format_html('<dl class="kern-description-list app-facts">{}</dl>', rows)


@register.simple_tag
def figure(value: object, label: str, source: str = "") -> SafeString:
    """One large number with what it counts and who says so."""
    return format_html(
        '<div class="app-figure"><p class="app-figure__value">{}</p>'
        '<p class="app-figure__label">{}</p>{}</div>',
        value,
        label,
        optional('<p class="app-source">{}</p>', source),
    )


@register.simple_block_tag
def table_frame(content: str, caption: str) -> SafeString:
    """A table that scrolls inside itself on a phone."""
    key = f"tabelle-{slugify(caption)[:60]}"
    return format_html(
        '<div class="kern-table-responsive app-table-frame" role="region" aria-labelledby="{key}"'
        ' tabindex="0"><table class="kern-table kern-table--small app-table">'
        '<caption class="app-table__caption" id="{key}"><span>{caption}</span></caption>{content}</table></div>',
        key=key,
        caption=caption,
        content=content,
    )


@register.simple_tag
def table_twin(twin: TableTwin) -> SafeString:
    """The same as a drawing, as a table."""
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((_numeric(column, twin), label) for column, label in enumerate(twin.header)),
    )
    body = format_html_join("", "<tr>{}</tr>", ((cells,) for cells in _rows(twin)))
    content = format_html("<thead><tr>{}</tr></thead><tbody>{}</tbody>", head, body)
    return SafeString(table_frame(content, caption=twin.caption))


def _rows(twin: TableTwin) -> Iterator[SafeString]:
    for row in twin.rows:
        first = format_html('<th scope="row">{}</th>', row[0])
        rest = format_html_join(
            "",
            "<td{}>{}</td>",
            ((_numeric(column, twin), cell) for column, cell in enumerate(row[1:], start=1)),
        )
        yield first + rest


def _numeric(column: int, twin: TableTwin) -> SafeString:
    return SafeString(' class="number"') if column in twin.numeric else NOTHING


@register.simple_tag
def drawing(scene: Scene | None, key: str = "") -> SafeString:
    """A picture with the sentence that says what it shows, its source, and its table."""
    if scene is None:
        return NOTHING
    return format_html(
        '<figure class="app-drawing"><p class="app-drawing__title">{}</p>{}{}'
        '<figcaption><p class="app-drawing__summary">{}</p>{}</figcaption>'
        '<details class="app-twin"><summary>{}</summary>{}</details></figure>',
        scene.title,
        svg.draw(scene, key=key),
        _legend(scene),
        scene.summary,
        optional('<p class="app-source">{}</p>', scene.source),
        _("Show as a table"),
        table_twin(scene.table),
    )


def _legend(scene: Scene) -> SafeString:
    if not scene.legend:
        return NOTHING
    entries = format_html_join(
        "",
        '<li><svg class="app-legend__sign" viewBox="0 0 16 16" width="16" height="16"'
        ' aria-hidden="true"><rect class="f-{}" width="16" height="16" rx="3"/></svg>{}</li>',
        scene.legend,
    )
    return format_html('<ul class="app-legend">{}</ul>', entries)


@register.simple_tag
def tasks(items: Iterable[Any]) -> SafeString:
    """Steps to take, each with its state."""
    rows = format_html_join(
        "",
        '<li class="kern-task-list__item"><div class="kern-task-list__title">'
        '<a class="kern-task-list__content-wrapper kern-link kern-link--stretched" href="{}">'
        "<span>{}</span></a>{}</div>"
        '<div class="kern-task-list__status">{}</div></li>',
        (
            (
                item.address,
                item.label,
                optional('<p class="muted app-task__hint">{}</p>', getattr(item, "hint", "")),
                badge(item.status, item.kind),
            )
            for item in items
        ),
    )
    return format_html(
        '<div class="kern-task-list app-tasks"><ul class="kern-task-list__list">{}</ul></div>', rows
    )


@register.simple_tag
def steps(items: Iterable[Any]) -> SafeString:
    """The stages of a process in one strip: done, now, next."""
    rows = format_html_join("", "{}", ((_step(item),) for item in items))
    return format_html('<ol class="app-steps">{}</ol>', rows)


def _step(item: Any) -> SafeString:
    state = known("state", item.state, STATES)
    label = (
        format_html('<a href="{}">{}</a>', item.address, item.label) if item.address else item.label
    )
    return format_html(
        '<li class="app-steps__item app-steps__item--{}"{}>'
        '<p class="app-steps__label">{}{}</p><p class="app-steps__hint">{}</p></li>',
        state,
        SafeString(' aria-current="step"') if state in {"now", "late"} else NOTHING,
        picture(STATES[state]) if STATES[state] else NOTHING,
        label,
        item.hint,
    )


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], name: str = "page") -> SafeString:
    """The way to the pages before and after, keeping what was searched and sorted."""
    if page.paginator.num_pages == 1:
        return NOTHING
    links = (
        (page.has_previous(), page.number - 1, "arrow-back", _("Back")),
        (page.has_next(), page.number + 1, "arrow-forward", _("Next")),
    )
    ways = format_html_join(
        "",
        "{}",
        (
            (button(label, href=_with(context, name, number), kind="secondary", icon=picture),)
            for is_there, number, picture, label in links
            if is_there
        ),
    )
    position = _("Page %(page)s of %(pages)s") % {
        "page": page.number,
        "pages": page.paginator.num_pages,
    }
    total = ngettext("%(count)s entry", "%(count)s entries", page.paginator.count) % {
        "count": page.paginator.count
    }
    return format_html(
        '<nav class="app-pager" aria-label="{}"><p>{} · {}</p><div>{}</div></nav>',
        _("Pages"),
        position,
        total,
        ways,
    )


def _with(context: Context, name: str, number: int) -> str:
    asked = context["request"].GET.copy()
    asked[name] = str(number)
    return f"?{asked.urlencode()}"
