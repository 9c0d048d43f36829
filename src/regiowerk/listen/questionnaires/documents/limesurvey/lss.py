"""The tables inside an .lss file, in both generations, joined to a survey.

Until DBVersion 359 the rows of groups, questions and answers carry a language; since 400 the texts
stand in sections `*_l10ns` of their own.  Both are read the same way: every row that names a
language gives the words of that language.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

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

type Row = Mapping[str, str]
type Tables = Mapping[str, list[Row]]

LARGEST = 20 * 1024 * 1024  # bytes of one file
MOST_ROWS = 200_000
_WHOLE = re.compile("[0-9]{1,9}")
_KEPT_PARTS = {
    "quota": "quotas",
    "quota_members": "",
    "quota_languagesettings": "",
    "assessments": "assessments",
}  # the table, and what its rows are counted as
_READ = frozenset(
    [
        *("groups", "group_l10ns", "questions", "subquestions", "question_l10ns", "answers"),
        *("answer_l10ns", "question_attributes", "defaultvalues", "defaultvalue_l10ns"),
        *("conditions", "surveys", "surveys_languagesettings"),
        *_KEPT_PARTS,
    ]
)


def read_survey(content: bytes) -> Survey:
    """The survey of an .lss file.  Raises UnreadableFileError."""
    root = _root(content)
    tables = _tables(root)
    if not tables["questions"]:
        raise UnreadableFileError("no-questions")
    settings = tables["surveys"][0] if tables["surveys"] else {}
    languages = _languages(root, settings)
    texts = tables["surveys_languagesettings"]
    kept, kept_parts = _kept(tables)
    return Survey(
        id=settings.get("sid", ""),
        languages=languages,
        title=_words(texts, "surveyls_language", "surveyls_title"),
        blocks=_blocks(tables, languages[0]),
        welcome=_words(texts, "surveyls_language", "surveyls_welcometext"),
        kept=kept,
        kept_parts=kept_parts,
        unread=_unread(root, tables),
        settings=settings_that_matter(settings),
        lost=_lost(tables),
    )


def _unread(root: Element, tables: Tables) -> dict[str, int]:
    """The parts of the file nobody asks for here, with their rows."""
    numbers = {
        section.tag: len(tables.get(section.tag, ())) or len(section)
        for section in root
        if section.tag not in {"LimeSurveyDocType", "DBVersion", "languages"} | _READ
    }
    drawn = (row.get("randomization_group", "") for row in tables["groups"])
    numbers["randomization_group"] = sum(group.strip() != "" for group in drawn)
    return {name: number for name, number in numbers.items() if number}


def _lost(tables: Tables) -> dict[str, int]:
    """Rows of which nothing hangs on what they name: a question of no group, an answer of none."""
    groups = {row.get("gid") for row in tables["groups"]}
    asked = {row.get("qid") for row in tables["questions"]}
    numbers = {
        "questions": sum(
            row.get("gid") not in groups and not _is_part(row) for row in tables["questions"]
        ),
        "subquestions": sum(row.get("parent_qid") not in asked for row in tables["subquestions"]),
        "answers": sum(row.get("qid") not in asked for row in tables["answers"]),
    }
    return {name: number for name, number in numbers.items() if number}


def _is_part(row: Row) -> bool:
    return row.get("parent_qid", "0") not in {"", "0"}


def _root(content: bytes) -> Element:
    if len(content) > LARGEST:
        raise UnreadableFileError("file-too-large", limit=str(LARGEST // 1024 // 1024))
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as refusal:
        raise UnreadableFileError("unsafe-file") from refusal
    except (ParseError, LookupError, ValueError) as problem:
        line = problem.position[0] if isinstance(problem, ParseError) else 1
        raise UnreadableFileError("broken-file", row=line) from problem
    if root.tag != "document" or root.findtext("LimeSurveyDocType", "").strip() != "Survey":
        raise UnreadableFileError("not-a-survey-file")
    return root


def _tables(root: Element) -> Tables:
    tables: dict[str, list[Row]] = defaultdict(list)
    number = 0
    for section in root:
        for row in section.iterfind("rows/row"):
            number += 1
            if number > MOST_ROWS:
                raise UnreadableFileError("file-too-large", limit=str(LARGEST // 1024 // 1024))
            tables[section.tag].append({cell.tag: cell.text or "" for cell in row})
    return tables


def _languages(root: Element, settings: Row) -> tuple[str, ...]:
    named = [node.text or "" for node in root.iterfind("languages/language")]
    base = settings.get("language", "") or (named[0] if named else "de")
    more = settings.get("additional_languages", "").split()
    return tuple(dict.fromkeys(name.strip() for name in (base, *more, *named) if name.strip()))


def _blocks(tables: Tables, base: str) -> tuple[Block, ...]:
    texts = _texts([*tables["groups"], *tables["group_l10ns"]], "gid")
    by_group: dict[str, list[Asked]] = defaultdict(list)
    for gid, asked in _questions(tables, base):
        by_group[gid].append(asked)
    found = []
    for row, place in _once(tables["groups"], "groups", ["gid"], "group_order"):
        gid = row["gid"]
        found.append(
            Block(
                id=gid,
                title=texts[gid]["group_name"],
                description=texts[gid]["description"],
                relevance=row.get("grelevance", "").strip(),
                questions=tuple(by_group[gid]),
                place=place,
            )
        )
    return tuple(found)


def _questions(tables: Tables, base: str) -> Iterable[tuple[str, Asked]]:
    texts = _texts([*tables["questions"], *tables["question_l10ns"]], "qid")
    parts = _parts(tables, base)
    answers = _answers(tables)
    attributes, translated = _attributes(tables["question_attributes"])
    defaults = _defaults(tables, base)
    conditions = _conditions(tables["conditions"])
    for row, place in _once(tables["questions"], "questions", ["qid"], "question_order"):
        qid = row["qid"]
        if _is_part(row):
            continue
        yield (
            row.get("gid", ""),
            Asked(
                id=qid,
                code=row.get("title", ""),
                type=row.get("type", ""),
                text=texts[qid]["question"],
                help=texts[qid]["help"],
                relevance=row.get("relevance", "").strip(),
                mandatory=row.get("mandatory", ""),
                has_other=row.get("other", "") == "Y",
                validation=row.get("preg", ""),
                default=defaults.get((qid, "0"), ""),
                other_default=defaults.get((qid, "other"), ""),
                attributes=attributes[qid] | _script(row, texts[qid]),
                texts=translated[qid],
                parts=tuple(parts[qid]),
                answers=tuple(answers[qid]),
                conditions=tuple(conditions[qid]),
                place=place,
            ),
        )


def _script(row: Row, texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The program that LimeSurvey runs beside a question."""
    script = row.get("script", "") or next(iter(texts["script"].values()), "")
    return {"script": script} if script.strip() else {}


def _parts(tables: Tables, base: str) -> Mapping[str, list[Part]]:
    nested = [row for row in tables["questions"] if _is_part(row)]
    rows = [*tables["subquestions"], *nested]
    texts = _texts([*rows, *tables["question_l10ns"]], "qid")
    defaults = _defaults(tables, base)
    found: dict[str, list[Part]] = defaultdict(list)
    for row, _place in _once(rows, "subquestions", ["qid"], "question_order"):
        parent = row.get("parent_qid", "")
        found[parent].append(
            Part(
                code=row.get("title", ""),
                text=texts[row["qid"]]["question"],
                scale=_number(row.get("scale_id", "")),
                relevance=row.get("relevance", "").strip(),
                is_mandatory=row.get("mandatory", "") == "Y",
                default=defaults.get((parent, row["qid"]), ""),
            )
        )
    return found


def _answers(tables: Tables) -> Mapping[str, list[Answer]]:
    """Answers have a number of their own in the younger generation, and none in the older one."""
    columns = ["qid", "code", "scale_id"]
    keys = {row["aid"]: _key(row, columns) for row in tables["answers"] if "aid" in row}
    texts: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for row in [*tables["answers"], *tables["answer_l10ns"]]:
        key = keys.get(row.get("aid", "")) or _key(row, columns)
        if row.get("language"):
            texts[key][row["language"]] = row.get("answer", "")
    found: dict[str, list[Answer]] = defaultdict(list)
    for row, _place in _once(tables["answers"], "answers", columns, "sortorder"):
        scale = _number(row.get("scale_id", ""))
        found[row["qid"]].append(Answer(row.get("code", ""), texts[_key(row, columns)], scale))
    return found


def _attributes(
    rows: list[Row],
) -> tuple[Mapping[str, dict[str, str]], Mapping[str, dict[str, dict[str, str]]]]:
    plain: dict[str, dict[str, str]] = defaultdict(dict)
    translated: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        qid, name, value = (row.get(key, "") for key in ("qid", "attribute", "value"))
        if value and row.get("language"):
            translated[qid][name][row["language"]] = value
        elif value:
            plain[qid][name] = value
    return plain, translated


def _defaults(tables: Tables, base: str) -> Mapping[tuple[str, str], str]:
    """Default answers by question and sub-question ("0": the question itself, "other": its text)."""
    keys = {row["dvid"]: _default_key(row) for row in tables["defaultvalues"] if "dvid" in row}
    found: dict[tuple[str, str], str] = {}
    for row in tables["defaultvalue_l10ns"]:
        if row.get("language", base) == base and row.get("dvid") in keys:
            found[keys[row["dvid"]]] = row.get("defaultvalue", "")
    for row in tables["defaultvalues"]:
        if row.get("defaultvalue") and row.get("language", base) == base:
            found[_default_key(row)] = row["defaultvalue"]
    return found


def _default_key(row: Row) -> tuple[str, str]:
    return row.get("qid", ""), row.get("specialtype", "") or row.get("sqid", "") or "0"


def _conditions(rows: list[Row]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        said = " ".join(row.get(key, "") for key in ("cfieldname", "method", "value"))
        found[row.get("qid", "")].append(" ".join(said.split()))
    return found


def _kept(tables: Tables) -> tuple[dict[str, str], dict[str, int]]:
    """What a questionnaire has no place for; nothing that names a person."""
    kept: dict[str, str] = {}
    numbers: dict[str, int] = defaultdict(int)
    for section, name in _KEPT_PARTS.items():
        if tables[section]:
            kept[f"limesurvey:{section}"] = canonical(tables[section]).decode()
        if tables[section] and name:
            numbers[name] = len(tables[section])
    for column, name in KEPT_TEXTS.items():
        for language, text in _words(
            tables["surveys_languagesettings"], "surveyls_language", column
        ).items():
            kept[f"limesurvey:{column}::{language}"] = text
            numbers[name] += 1
    return kept, dict(numbers)


def _texts(rows: Iterable[Row], key: str) -> Mapping[str, Mapping[str, dict[str, str]]]:
    """Per thing and column the words by language."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        language = row.get("language", "")
        if not language:
            continue
        for column, text in row.items():
            if text:
                found[row.get(key, "")][column][language] = text
    return found


def _words(rows: list[Row], language: str, column: str) -> dict[str, str]:
    return {row[language]: row[column] for row in rows if row.get(language) and row.get(column)}


def _once(rows: list[Row], sheet: str, key: list[str], order: str) -> list[tuple[Row, Place]]:
    """The first row of each thing, in the author's order."""
    first: dict[tuple[str, ...], tuple[Row, Place]] = {}
    for number, row in enumerate(rows, start=1):
        if row.get(key[0]):
            first.setdefault(_key(row, key), (row, Place(sheet, number)))
    return sorted(first.values(), key=lambda entry: _number(entry[0].get(order, "")))


def _key(row: Row, columns: list[str]) -> tuple[str, ...]:
    return tuple(row.get(column, "") or ("0" if column == "scale_id" else "") for column in columns)


def _number(text: str) -> int:
    return int(text) if _WHOLE.fullmatch(text.strip()) else 0
