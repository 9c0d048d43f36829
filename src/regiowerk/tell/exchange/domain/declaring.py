"""Words for declaring tables: the columns that many of them share."""

from __future__ import annotations

from regiowerk.tell.exchange.domain.columns import Column
from regiowerk.tell.exchange.domain.values import (
    Choice,
    Day,
    Integer,
    Key,
    Moment,
    Text,
    Truth,
    Web,
)

KEY = Key()
DAY = Day()
MOMENT = Moment()
TRUTH = Truth()
POSITION = Integer(0, 32_767)
LONG = Text()
SOURCE = Column("source", "Quelle", Text(300))
SOURCE_URL = Column("source_url", "Adresse der Quelle", Web(300))
APPROXIMATE = Column("is_approximate", "nur ungefähr bekannt", TRUTH, is_required=True)


def key(title: str = "Schlüssel") -> Column:
    return Column("key", title, KEY, is_required=True)


def name(longest: int = 200) -> Column:
    return Column("name", "Name", Text(longest), is_required=True)


def text(name: str, title: str, longest: int = 0, *, is_required: bool = False) -> Column:
    return Column(name, title, Text(longest) if longest else LONG, is_required=is_required)


def day(name: str, title: str, *, is_required: bool = False) -> Column:
    return Column(name, title, DAY, is_required=is_required)


def to(name: str, table: str, title: str, *, is_required: bool = False) -> Column:
    return Column(name, title, KEY, is_required=is_required, refers_to=table)


def position(name: str = "position", title: str = "Reihenfolge") -> Column:
    return Column(name, title, POSITION, is_required=True)


def choice(name: str, title: str, *known: str, is_required: bool = True) -> Column:
    return Column(name, title, Choice(known), is_required=is_required)


def truth(name: str, title: str) -> Column:
    return Column(name, title, TRUTH, is_required=True)
