"""Components to answer with: the frame around a question, and one control per look of an answer.

A control takes the question itself (any object with the attributes named in `Asked`), because a
control without its name, hint and fault would be half a control.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache
from typing import Any, Protocol

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _, ngettext

from regiowerk.ground.ui.templatetags.kern import NOTHING, known, picture

register = template.Library()

GROUPED = frozenset({"radios", "scale", "checks", "rank"})  # several controls: fieldset and legend
MOST_COLUMNS = 8  # of a table; with more choices its rows stay groups of choices
SILENT = frozenset({"note", "calculated"})  # nobody answers anything
CONTROLS = {
    "radios": "ui/answers/choices.html",
    "scale": "ui/answers/choices.html",
    "checks": "ui/answers/choices.html",
    "select": "ui/answers/select.html",
    "rank": "ui/answers/rank.html",
    "text": "ui/answers/text.html",
    "long": "ui/answers/long.html",
    "number": "ui/answers/number.html",
    "date": "ui/answers/date.html",
    "yes": "ui/answers/yes.html",
    "file": "ui/answers/file.html",
    "note": "ui/answers/note.html",
    "calculated": "ui/answers/calculated.html",
}
CIRCLES = {
    "public": "visibility",
    "region": "visibility",
    "office": "account-circle",
    "aggregate": "checklist",
    "personal": "visibility-off",
}


class Asked(Hashable, Protocol):
    """What the components read of a question; frozen, so that the same question is drawn once.

    Its `note` says what stands beside the answer: `base` names the revision the control starts from.
    It takes no part in comparing, because nothing down to the control depends on it.
    """

    name: str
    look: str
    label: str
    hint: str
    why: str
    is_relevant: bool
    is_required: bool
    is_read_only: bool
    message: str
    values: tuple[str, ...]
    options: tuple[Any, ...]
    circle: str
    visibility: str
    note: Any


@register.simple_block_tag
def question(content: str, asked: Asked, label: str = "", bare: bool = False) -> SafeString:
    """A question with its control; what stands inside the block follows below the control.

    `bare` is a row of a table: its label stands beside the choices and hint and reason are left out.
    """
    look = known("look", asked.look, CONTROLS)
    upper = _upper_part(asked, label or asked.label, bare, get_language())
    if look in SILENT:
        return format_html("{}{}</div>", upper, content)
    return format_html(
        '{}<input type="hidden" autocomplete="off" name="base.{}" value="{}">{}</div>',
        upper,
        asked.name,
        "" if asked.note.base is None else asked.note.base,
        content,
    )


@register.simple_tag
def plain_question(asked: Asked) -> SafeString:
    """A question with nothing to be settled beside it, in one go: state, and the way to remarks."""
    if asked.look in SILENT:
        return question("", asked)
    note = asked.note
    below = saved_state(note.saved, asked.name)
    if note.remarks or note.remarks_address:
        beside = remarks(note.remarks, note.remarks_address)
        below = SafeString(f'{below}<p class="app-beside">{beside}</p>')
    return question(below, asked)


@lru_cache(maxsize=4096)
def _upper_part(asked: Asked, label: str, bare: bool, _language: str | None) -> SafeString:
    """A question down to its control, remembered for the same question, answer and language.

    It knows nothing else: what differs between two organisations that answer alike stands below.
    """
    context = {
        "asked": asked,
        "label": label,
        "bare": bare,
        "is_grouped": asked.look in GROUPED,
        "control": control(asked),
        "described": described_by(asked, bare=bare),
    }
    name = "ui/answers/silent.html" if asked.look in SILENT else "ui/answers/question.html"
    return SafeString(render_to_string(name, context).strip())


@register.simple_tag
def control(asked: Asked) -> SafeString:
    """The bare control of a question."""
    template_name = CONTROLS[known("look", asked.look, CONTROLS)]
    context = {
        "asked": asked,
        "kind": "checkbox" if asked.look == "checks" else "radio",
        "described": described_by(asked),
        "columns": _columns(asked),
    }
    return SafeString(render_to_string(template_name, context))


def described_by(asked: Asked, *, bare: bool = False) -> str:
    """The ids of what explains a control; a fault first, because it is news."""
    ids = [f"{asked.name}-fault"]
    if asked.hint and not bare:
        ids.append(f"{asked.name}-hint")
    return " ".join(ids)


def _columns(asked: Asked) -> int:
    """Short choices stand side by side where there is room."""
    longest = max((len(option.label) for option in asked.options), default=0)
    if asked.look == "scale":
        return 0
    return 2 if len(asked.options) > 5 and longest < 45 else 1


@register.simple_tag
def sees(sentence: str, circle: str) -> SafeString:
    """Who will see the answer, in words with a small picture."""
    if not sentence:
        return NOTHING
    sign = picture(CIRCLES[known("circle", circle, CIRCLES)])
    return format_html('<p class="app-sees">{}<span>{}</span></p>', sign, sentence)


@register.simple_tag
def saved_state(text: str = "", name: str = "") -> SafeString:
    """When an answer was saved and by whom; the script of the page writes here too."""
    return format_html(
        '<p class="app-saved" data-saved="{}"{}>{}<span>{}</span></p>',
        name,
        NOTHING if text else SafeString(" hidden"),
        picture("check"),
        text,
    )


@register.simple_block_tag
def versions(
    content: str, title: str, texts: Iterable[str], is_settled: bool = False
) -> SafeString:
    """Two answers to one question, and below them how to choose."""
    context = {
        "title": title,
        "is_settled": is_settled,
        "sides": list(zip((_("What stands"), _("What came later")), texts, strict=False)),
        "below": content,
    }
    return SafeString(render_to_string("ui/answers/versions.html", context))


@register.simple_block_tag
def still_true(content: str, sentence: str) -> SafeString:
    """An answer that was filled in beforehand, to be confirmed."""
    return format_html(
        '<div class="app-still-true"><p>{}</p><div class="app-still-true__deeds">{}</div></div>',
        sentence,
        content,
    )


@register.simple_tag
def remarks(count: int, href: str = "") -> SafeString:
    """How many remarks stand beside an answer, leading to them."""
    if not count and not href:
        return NOTHING
    text = (
        ngettext("%(count)d remark", "%(count)d remarks", count) % {"count": count}
        if count
        else _("Write a remark")
    )
    if not href:
        return format_html('<span class="app-remarks">{}</span>', text)
    return format_html('<a class="app-remarks" href="{}">{}{}</a>', href, picture("edit"), text)


@register.simple_tag
def fault_summary(questions: Iterable[Asked], title: str = "") -> SafeString:
    """What has to be looked at, each a link to its question; takes the focus when the page opens."""
    wrong = [asked for asked in questions if asked.message]
    if not wrong:
        return NOTHING
    context = {"questions": wrong, "title": title or _("Please look at these answers")}
    return SafeString(render_to_string("ui/answers/fault_summary.html", context))


@register.simple_tag
def answering_bar(progress: str, saved: str = "", done: str = "") -> SafeString:
    """How far it is and whether everything is saved; stays in sight on a phone.

    `saved` stands there from the beginning, `done` as soon as the script has saved everything.
    """
    context = {"progress": progress, "saved": saved, "done": done or _("everything is saved")}
    return SafeString(render_to_string("ui/answers/bar.html", context))


@register.simple_block_tag
def answer_group(
    content: str, title: str, name: str, hint: str = "", shown: bool = True, level: int = 2
) -> SafeString:
    """Questions under a heading of their own."""
    context = {
        "title": title,
        "name": name,
        "hint": hint,
        "shown": shown,
        "level": level,
        "content": content,
    }
    return SafeString(render_to_string("ui/answers/group.html", context))


@register.simple_block_tag
def answer_table(
    content: str,
    title: str,
    name: str,
    columns: Iterable[Any],
    hint: str = "",
    shown: bool = True,
    level: int = 2,
) -> SafeString:
    """Questions with the same choices: a table on wide screens, one below the other on a phone."""
    columns = list(columns)
    context = {
        "title": title,
        "name": name,
        "hint": hint,
        "shown": shown,
        "level": level,
        "columns": columns,
        "width": len(columns) if len(columns) <= MOST_COLUMNS else 0,
        "content": content,
    }
    return SafeString(render_to_string("ui/answers/table.html", context))


@register.simple_block_tag
def answer_rows(
    content: str, title: str, name: str, hint: str = "", shown: bool = True, level: int = 2
) -> SafeString:
    """Entries of one kind, each with the same questions."""
    context = {
        "title": title,
        "name": name,
        "hint": hint,
        "shown": shown,
        "level": level,
        "content": content,
        "is_rows": True,
    }
    return SafeString(render_to_string("ui/answers/group.html", context))


@register.simple_block_tag
def answer_row(content: str, title: str, name: str) -> SafeString:
    """One entry."""
    return format_html(
        '<fieldset class="app-row" id="{}" data-row="{}"><legend class="app-row__title">{}</legend>'
        "{}</fieldset>",
        name,
        name,
        title,
        content,
    )


@register.simple_tag
def deed(
    label: str,
    action: str,
    name: str = "",
    value: str = "",
    kind: str = "secondary",
    icon: str = "",
    hidden_label: str = "",
) -> SafeString:
    """A button inside the page's form that sends it somewhere else."""
    return format_html(
        '<button type="submit" class="kern-btn kern-btn--{} app-btn--small" formaction="{}"'
        ' formnovalidate name="{}" value="{}" data-deed>{}<span class="kern-label">{}{}</span></button>',
        known("kind", kind, ("primary", "secondary", "tertiary")),
        action,
        name,
        value,
        picture(icon) if icon else NOTHING,
        label,
        format_html('<span class="app-visually-hidden"> {}</span>', hidden_label)
        if hidden_label
        else NOTHING,
    )
