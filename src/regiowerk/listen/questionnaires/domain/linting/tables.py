"""A workbook as plain rows of text, and what its columns mean.  Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.domain.linting.findings import Place


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the spreadsheet counts, and the text under each heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name as the author wrote it, its headings and its rows."""

    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def place(self, row: Row | None = None, heading: str = "") -> Place:
        return Place(self.name, row.number if row else None, heading)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The three sheets of an XLSForm, and the names of all others."""

    survey: Table
    choices: Table
    settings: Table
    others: tuple[str, ...] = field(default=())
    external: Table = field(default=Table("external_choices"))


@dataclass(frozen=True, slots=True)
class Column:
    """What a heading means: a word of XLSForm or of ours, with the language behind "::"."""

    word: str
    language: str = ""


TRANSLATED = frozenset({"label", "hint", "guidance_hint", "required_message", "constraint_message"})
RULES = ("relevant", "required", "constraint", "calculation", "choice_filter", "repeat_count")
OURS = (
    "confidential",
    "min_cell",
    "signoff",
    "unit",
    "indicator",
    "prefill",
    "codelist",
    "core",
    "minutes",
    "other",
    "disabled",
    "kept",
)
PREFIX = "bind::rp:"
EXPLANATIONS = "regiowerk"  # our sheet that explains the columns; never read
PLAIN = frozenset(
    {"type", "name", "default", "appearance", "parameters", "read_only", *RULES, *TRANSLATED}
    | {f"{PREFIX}{word}" for word in OURS}
)
ALIASES: Mapping[str, str] = {
    "caption": "label",
    "tag": "name",
    "value": "name",
    "command": "type",
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::readonly": "read_only",
    "bind::jr:constraintmsg": "constraint_message",
    "bind::jr:requiredmsg": "required_message",
    "calculate": "calculation",
    "readonly": "read_only",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "required_msg": "required_message",
    "control::appearance": "appearance",
    "body::appearance": "appearance",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "control::jr:count": "repeat_count",
}
LANGUAGES: Mapping[str, str] = {
    "leichte sprache": "de-simple",
    "einfache sprache": "de-simple",
    "deutsch": "de",
    "german": "de",
    "english": "en",
    "englisch": "en",
    "français": "fr",
    "french": "fr",
    "nederlands": "nl",
    "dutch": "nl",
    "polski": "pl",
    "türkçe": "tr",
    "українська": "uk",
    "العربية": "ar",
}
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
_BARE_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*\Z")


def language_of(name: str) -> str:
    """The code of a language as authors name it: "Deutsch (de)", "German", "de"."""
    if found := _CODE.search(name):
        return found.group(1).lower()
    bare = " ".join(name.lower().split())
    return LANGUAGES.get(bare, bare.replace(" ", "-"))


def has_code(name: str) -> bool:
    """Whether the code of a language can be told from its name."""
    bare = " ".join(name.lower().split())
    return bool(_CODE.search(name) or bare in LANGUAGES or _BARE_CODE.match(bare))


def column_of(heading: str) -> Column | None:
    """What a heading means; None for one we have no use for."""
    parts = _parts(heading)
    snake = [re.sub(r"\s+", "_", part.lower()) for part in parts]
    whole = "::".join(snake)
    for count in (1, 2):
        word = "::".join(snake[:count])
        word = ALIASES.get(word, word)
        if word in TRANSLATED and len(parts) == count + 1:
            return Column(word, parts[count])
    word = ALIASES.get(whole, whole)
    return Column(word) if word in PLAIN else None


def _parts(heading: str) -> list[str]:
    """What stands between the colons; one colon where a language follows was the first way."""
    parts = [part.strip() for part in heading.split("::")]
    word, colon, language = (part.strip() for part in heading.partition(":"))
    snake = re.sub(r"\s+", "_", word.lower())
    is_old = len(parts) == 1 and colon and ":" not in language
    return [word, language] if is_old and ALIASES.get(snake, snake) in TRANSLATED else parts


def choice_column_of(heading: str) -> Column | None:
    """What a heading of the sheet "choices" means; None for a column that filters read."""
    parts = _parts(heading)
    word = re.sub(r"\s+", "_", parts[0].lower())
    word = {"caption": "label", "value": "name"}.get(word, word)
    if word == "label" and len(parts) <= 2:
        return Column(word, parts[1] if len(parts) == 2 else "")
    return Column(word) if word in {"list_name", "name"} and len(parts) == 1 else None
