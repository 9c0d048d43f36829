"""LimeSurvey's table with tabs: one line per setting, text, group, question, part and answer.

All lines of one language follow one another; the further languages repeat groups, questions, parts
and answers in the same order.  A column that is no basic one is an attribute of the question.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from regiowerk.ground.journal.domain.frozen import canonical
from regiowerk.listen.questionnaires.documents.limesurvey.faults import UnreadableFileError
from regiowerk.listen.questionnaires.documents.limesurvey.survey import (
    KEPT_TEXTS,
    Answer,
    Asked,
    Block,
    Part,
    Place,
    Survey,
    settings_that_matter,
)

BASIC = (
    "class",
    "type/scale",
    "name",
    "relevance",
    "text",
    "help",
    "language",
    "validation",
    "mandatory",
    "other",
    "default",
    "same_default",
)
LARGEST = 20 * 1024 * 1024
MOST_ROWS = 100_000
_BESIDE = {*BASIC, "id", "related_id", "encrypted", "same_script", "random_group"}
_TRANSLATED = frozenset(
    [
        "em_validation_q_tip",
        "em_validation_sq_tip",
        "other_replace_text",
        "dualscale_headerA",
        "dualscale_headerB",
        "prefix",
        "suffix",
    ]
)
_CLASSES = ("S", "SL", "G", "Q", "SQ", "A", "C", "QTA", "AS")
_UTF16 = {b"\xff\xfe", b"\xfe\xff"}
_KEPT_CLASSES = {"QTA": "quotas", "AS": "assessments"}

type Line = Mapping[str, str]


@dataclass(slots=True)
class _Draft:
    """A group or a question while its lines are still being read."""

    line: Line
    place: Place
    text: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    inside: dict[tuple[str, ...], _Draft] = field(default_factory=dict)


def read_survey(content: bytes) -> Survey:
    """The survey of a table.  Raises UnreadableFileError."""
    lines = _lines(content)
    settings = {line["name"]: line["text"] for line in lines if line["class"] == "S"}
    base = settings.get("language") or _first_language(lines)
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        if line["class"] == "SL" and line["text"]:
            texts[line["name"]][line["language"] or base] = line["text"]
    blocks = tuple(_block(draft) for draft in _drafts(lines, base).values())
    if not any(block.questions for block in blocks):
        raise UnreadableFileError("no-questions")
    languages = (base, *settings.get("additional_languages", "").split(), *_named(lines))
    kept, kept_parts = _kept(lines, texts)
    return Survey(
        id=settings.get("sid", ""),
        languages=tuple(dict.fromkeys(languages)),
        title=texts["surveyls_title"],
        blocks=blocks,
        welcome=texts["surveyls_welcometext"],
        kept=kept,
        kept_parts=kept_parts,
        unread=_unread(lines),
        settings=settings_that_matter(settings),
        lost=_lost(lines),
    )


def _unread(lines: list[dict[str, str]]) -> dict[str, int]:
    """Lines of a class nobody knows."""
    classes = (line["class"].strip() for line in lines)
    return dict(Counter(name for name in classes if name and not name.startswith(_CLASSES)))


def _lost(lines: list[dict[str, str]]) -> dict[str, int]:
    """Lines before the first line they could belong to."""
    needed = {"Q": "G", "SQ": "Q", "A": "Q", "C": "Q"}
    seen: set[str] = set()
    lost: Counter[str] = Counter()
    for line in lines:
        kind = line["class"]
        lost[kind] += kind in needed and needed[kind] not in seen
        seen.add(kind)
    return {kind: number for kind, number in lost.items() if number}


def written(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as LimeSurvey reads it: UTF-8 with byte order mark, basic columns first."""
    lines = list(rows)
    more = sorted({name for line in lines for name in line} - set(BASIC))
    sheet = io.StringIO()
    writer = csv.DictWriter(
        sheet, [*BASIC, *more], restval="", dialect="excel-tab", lineterminator="\r\n"
    )
    writer.writeheader()
    writer.writerows(lines)
    return b"\xef\xbb\xbf" + sheet.getvalue().encode()


def _lines(content: bytes) -> list[dict[str, str]]:
    """The lines as dictionaries with every basic column, and their number in the file."""
    if len(content) > LARGEST:
        raise UnreadableFileError("file-too-large", limit=str(LARGEST // 1024 // 1024))
    text = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), dialect="excel-tab", strict=False)
    header: list[str] = []
    lines: list[dict[str, str]] = []
    try:
        for cells in reader:
            if not header:
                header = [name.strip() for name in cells]
                _check(header)
                continue
            line = {**dict.fromkeys(BASIC, ""), **dict(zip(header, cells, strict=False))}
            line["row"] = str(reader.line_num)
            lines.append(line)
            if len(lines) > MOST_ROWS:
                raise UnreadableFileError("file-too-large", limit=str(LARGEST // 1024 // 1024))
    except csv.Error as problem:
        raise UnreadableFileError("broken-file", row=reader.line_num) from problem
    _check(header)
    return lines


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in _UTF16 else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("not-utf-8")


def _check(header: list[str]) -> None:
    if not {"class", "type/scale", "name", "text"} <= set(header):
        raise UnreadableFileError("not-a-survey-file")


def _first_language(lines: list[dict[str, str]]) -> str:
    return next((line["language"] for line in lines if line["language"]), "de")


def _named(lines: list[dict[str, str]]) -> Iterable[str]:
    return (line["language"] for line in lines if line["class"] in "GQ" and line["language"])


def _drafts(lines: list[dict[str, str]], base: str) -> dict[str, _Draft]:
    """Groups by their key, with questions, parts and answers in them and all languages joined."""
    groups: dict[str, _Draft] = {}
    group = question = None
    counted: dict[str, int] = defaultdict(int)
    for line in lines:
        language = line["language"] or base
        match line["class"]:
            case "G":
                counted[language] += 1
                key = line["type/scale"] or f"G{counted[language]}"
                group = groups.setdefault(key, _draft(line))
                group.text[language], group.help[language] = line["name"], line["text"]
                question = None
            case "Q" if group is not None:
                question = group.inside.setdefault(("Q", line["name"]), _draft(line))
                _say(question, line, language)
            case "SQ" | "A" if question is not None and not _is_shadow(line, question):
                place = (line["class"], line["type/scale"] or "0", line["name"])
                _say(question.inside.setdefault(place, _draft(line)), line, language)
            case "C" if question is not None:
                said = " ".join((line["name"], line["relevance"], line["text"]))
                question.inside.setdefault(("C", "", said), _draft(line))
    return groups


def _draft(line: Mapping[str, str]) -> _Draft:
    return _Draft(line, Place("", int(line["row"])))


def _is_shadow(line: Line, question: _Draft) -> bool:
    """Lines that only show how the columns of additions are called."""
    kind = question.line["type/scale"]
    if line["class"] == "A":
        return False
    return kind in {"O", "|"} or (line["name"] == "other" and question.line["other"] == "Y")


def _say(draft: _Draft, line: Line, language: str) -> None:
    if line["text"]:
        draft.text[language] = line["text"]
    if line["help"]:
        draft.help[language] = line["help"]
    for name in _TRANSLATED & line.keys():
        if line[name]:
            draft.texts[name][language] = line[name]


def _block(group: _Draft) -> Block:
    return Block(
        id=group.line["type/scale"] or group.line["row"],
        title={key: text for key, text in group.text.items() if text},
        description={key: text for key, text in group.help.items() if text},
        relevance=group.line["relevance"].strip(),
        questions=tuple(_asked(d) for key, d in group.inside.items()),
        place=group.place,
    )


def _asked(draft: _Draft) -> Asked:
    line = draft.line
    inside = [(key[0], part) for key, part in draft.inside.items()]
    return Asked(
        id=line["row"],
        code=line["name"],
        type=line["type/scale"],
        text=draft.text,
        help=draft.help,
        relevance=line["relevance"].strip(),
        mandatory=line["mandatory"],
        has_other=line["other"] == "Y",
        validation=line["validation"],
        default=line["default"],
        attributes={
            name: value
            for name, value in line.items()
            if value and name and name not in _BESIDE | _TRANSLATED and name != "row"
        },
        texts=draft.texts,
        parts=tuple(_part(part) for kind, part in inside if kind == "SQ"),
        answers=tuple(_answer(part) for kind, part in inside if kind == "A"),
        conditions=tuple(key[2] for key in draft.inside if key[0] == "C"),
        place=draft.place,
    )


def _part(draft: _Draft) -> Part:
    line = draft.line
    return Part(
        code=line["name"],
        text=draft.text,
        scale=1 if line["type/scale"] == "1" else 0,
        relevance=line["relevance"].strip(),
        is_mandatory=line["mandatory"] == "Y",
        default=line["default"],
    )


def _answer(draft: _Draft) -> Answer:
    return Answer(draft.line["name"], draft.text, 1 if draft.line["type/scale"] == "1" else 0)


def _kept(
    lines: list[dict[str, str]], texts: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], dict[str, int]]:
    """What a questionnaire has no place for; nothing that names a person."""
    kept: dict[str, str] = {}
    numbers: dict[str, int] = defaultdict(int)
    for kind, name in _KEPT_CLASSES.items():
        rows = [{k: v for k, v in ln.items() if v} for ln in lines if ln["class"].startswith(kind)]
        if rows:
            kept[f"limesurvey:{name}"] = canonical(rows).decode()
            numbers[name] = sum(row["class"] == kind for row in rows)
    for column, name in KEPT_TEXTS.items():
        for language, text in texts.get(column, {}).items():
            kept[f"limesurvey:{column}::{language}"] = text
            numbers[name] += 1
    return kept, dict(numbers)
