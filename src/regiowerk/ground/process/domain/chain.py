"""A step of the one chain from an answer to what became of it, as every room tells its part.  Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """What something rests on, or what became of it: a sentence and the way there."""

    sentence: str
    address: str = ""  # "": there is no page of it for this reader
    words: str = ""  # as the source says it
    note: str = ""  # what else is to be known of it
    changed: str = ""  # what the source says today, where it is something else
