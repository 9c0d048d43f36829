from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from regiowerk.ground.process.domain import tree
from regiowerk.ground.process.models import Body, Passage, Process


@dataclass(frozen=True, slots=True)
class BodyInTree:
    """A body and how deep it stands; 0: at the top."""

    body: Body
    depth: int


@dataclass(frozen=True, slots=True)
class TopicPassages:
    """What the process says on one matter."""

    topic: Passage.Topic
    label: str
    passages: tuple[Passage, ...]


def bodies_of(process: Process) -> tuple[BodyInTree, ...]:
    """The bodies in reading order from the top down, in one query."""
    bodies = process.bodies.select_related("parent").order_by("position", "pk")
    outline = tree.outline(
        bodies, id_of=lambda body: body.pk, parent_of=lambda body: body.parent_id
    )
    return tuple(BodyInTree(body=body, depth=depth) for depth, body in outline)


def bodies_in_words(number: int) -> str:
    return ngettext("%(number)d body", "%(number)d bodies", number) % {"number": number}


def passages_by_topic(process: Process) -> tuple[TopicPassages, ...]:
    """Every topic in its order, also those without a text yet, in one query."""
    passages = list(process.passages.order_by("topic", "position", "pk"))
    return tuple(
        TopicPassages(
            topic=topic,
            label=str(topic.label),
            passages=tuple(p for p in passages if p.topic == topic),
        )
        for topic in Passage.Topic
    )
