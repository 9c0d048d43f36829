"""What stands at an address of the editor, and the way back from it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse

from regiowerk.listen.questionnaires.domain.editing.refusals import NothingThereError
from regiowerk.listen.questionnaires.domain.editing.tree import item_at
from regiowerk.listen.questionnaires.domain.instrument import Item, Question
from regiowerk.listen.questionnaires.queries import editor as queries
from regiowerk.listen.questionnaires.views.editor.frame import Editing


def item_here(work: Editing, path: str) -> Item:
    """What stands at the path of an address; 404 where nothing does."""
    try:
        return item_at(work.instrument, f"/{path}")
    except NothingThereError as problem:
        raise Http404 from problem


def question_here(work: Editing, path: str) -> Question:
    item = item_here(work, path)
    if not isinstance(item, Question):
        raise Http404
    return item


def trail(work: Editing, path: str) -> dict[str, Any]:
    """The section a page belongs to, and its address."""
    name = queries.section_of_path(work.instrument, path)
    section = queries.section_named(work.instrument, name)
    label = queries.section_label(section, work.instrument) if section else ""
    address = reverse("questionnaires:edit_section", args=[*work.keys, name])
    return {"section_label": label, "section_address": address, "back": address}


def back_from(work: Editing, path: str) -> str:
    """From the condition of a question to the question, from that of a heading to its section."""
    if isinstance(item_here(work, path), Question):
        return reverse("questionnaires:edit_question", args=[*work.keys, path])
    return str(trail(work, f"/{path}")["section_address"])
