"""A submission as a tree of nodes, with the types a form declares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from regiowerk.listen.questionnaires.domain.expressions.nodes import Node, Scalar
from regiowerk.listen.questionnaires.domain.expressions.values import (
    NAN,
    date_of_text,
    number_of_text,
)

_NUMBERS = frozenset({"int", "integer", "decimal", "long"})
_DATES = frozenset({"date", "dateTime"})
_MAX_NESTING = 100


class UnreadableXmlError(ValueError):
    """A file that is no XML, or XML with entities, or a form without a model."""


def read_submission(content: bytes, types: Mapping[str, str] | None = None) -> Node:
    """The document node over a submission's root element.  Raises UnreadableXmlError."""
    document = Node("")
    document.add(_node(_root(content), document, "", types or {}, 0))
    return document


def types_of_form(content: bytes) -> dict[str, str]:
    """The types an ODK form binds, by path.  Raises UnreadableXmlError."""
    return {
        bind.get("nodeset"): bind.get("type", "string").removeprefix("xsd:")
        for bind in _root(content).iter()
        if isinstance(bind.tag, str) and _local(bind.tag) == "bind" and bind.get("nodeset")
    }


def lists_of_form(content: bytes) -> dict[str, Node]:
    """The lists inside an ODK form that `instance('id')` finds, by id.  Raises UnreadableXmlError."""
    found: dict[str, Node] = {}
    for element in _root(content).iter():
        if not isinstance(element.tag, str) or _local(element.tag) != "instance":
            continue
        inner = [child for child in element if isinstance(child.tag, str)]
        if element.get("id") and inner:
            document = Node("")
            document.add(_node(inner[0], document, "", {}, 0))
            found.setdefault(element.get("id"), document)
    return found


def _root(content: bytes) -> Any:
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as problem:
        raise UnreadableXmlError(str(problem)) from problem


def _node(element: Any, parent: Node, above: str, types: Mapping[str, str], depth: int) -> Node:
    if depth > _MAX_NESTING:
        raise UnreadableXmlError("nested too deeply")
    name = _local(element.tag)
    path = f"{above}/{name}"
    node = Node(name, parent)
    node.attributes = {_local(key): value for key, value in element.attrib.items()}
    inner = [child for child in element if isinstance(child.tag, str)]
    for child in inner:
        node.add(_node(child, node, path, types, depth + 1))
    if not inner:
        node.scalar = typed(element.text or "", types.get(path, "string"))
    return node


def typed(text: str, kind: str) -> Scalar:
    """The value a text stands for under a declared type; the text where it does not fit."""
    if kind in _NUMBERS:
        number = number_of_text(text)
        return text if number is NAN or date_of_text(text) else number
    if kind in _DATES:
        return date_of_text(text) or text
    return text


def _local(name: str) -> str:
    return name.rpartition("}")[2]
