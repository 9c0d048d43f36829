"""The rows of an instrument as cells under headings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from regiowerk.listen.questionnaires.documents.xlsform.columns import (
    is_own_column,
    language_name,
    spoken,
)
from regiowerk.listen.questionnaires.documents.xlsform.settings import NAMESPACE
from regiowerk.listen.questionnaires.domain.instrument import (
    CHOOSING,
    Group,
    Instrument,
    Item,
    Kind,
    Question,
    Repeat,
    SignOff,
)
from regiowerk.listen.questionnaires.domain.linting.tables import PREFIX

type Cells = Mapping[str, str]


def survey_rows(instrument: Instrument) -> Iterator[Cells]:
    """The sheet "survey": metadata first, then the tree."""
    for word in instrument.kept.get("metadata", "").split():
        yield {"type": word, "name": word}
    yield from _rows(instrument.items)


def _rows(items: tuple[Item, ...]) -> Iterator[Cells]:
    for item in items:
        if isinstance(item, Question):
            yield _said(_question(item))
            continue
        word = "repeat" if isinstance(item, Repeat) else "group"
        yield _said(_group(item, word))
        yield from _rows(item.items)
        yield {"type": f"end_{word}"}


def _said(cells: Cells) -> Cells:
    return {heading: text for heading, text in cells.items() if text}


def _question(question: Question) -> Cells:
    return {
        "type": _type(question),
        "name": question.name,
        **spoken("label", question.label),
        **spoken("hint", question.hint),
        **spoken("guidance_hint", question.guidance),
        "relevant": question.relevant,
        "required": "yes" if question.required == "true()" else question.required,
        **spoken("required_message", question.required_message),
        "constraint": question.constraint,
        **spoken("constraint_message", question.constraint_message),
        "calculation": question.calculation,
        "default": question.default,
        "choice_filter": question.choice_filter,
        "appearance": question.appearance,
        "parameters": " ".join(f"{key}={value}" for key, value in question.parameters.items()),
        "read_only": _yes(question.is_read_only),
        **_ours(question),
        **_rest(question),
    }


def _type(question: Question) -> str:
    if question.kind in CHOOSING:
        return f"{question.kind} {question.choice_list}"
    return question.kind.value


def _ours(question: Question) -> Cells:
    cells = {
        "confidential": question.visibility or "",
        "min_cell": str(question.min_cell or ""),
        "signoff": "" if _needs_no_sign_off(question) else question.sign_off,
        "unit": question.unit,
        "indicator": question.indicator,
        "prefill": question.prefill or "",
        "codelist": question.code_list,
        "core": _yes(question.is_core),
        "other": _yes(question.allows_other),
    }
    return {f"{PREFIX}{word}": text for word, text in cells.items()}


def _needs_no_sign_off(question: Question) -> bool:
    return question.kind is Kind.NOTE and question.sign_off is SignOff.HEAD


def _group(group: Group | Repeat, word: str) -> Cells:
    return {
        "type": f"begin_{word}",
        "name": group.name,
        **spoken("label", group.label),
        **spoken("hint", group.hint),
        "relevant": group.relevant,
        "appearance": group.appearance,
        "repeat_count": group.count if isinstance(group, Repeat) else "",
        f"{PREFIX}unit": group.unit,
        f"{PREFIX}minutes": str(group.minutes or ""),
        **_rest(group),
    }


def _rest(item: Item) -> Cells:
    """What is kept: under its own heading, or packed where a heading would mean something else."""
    own = {heading: text for heading, text in item.kept.items() if is_own_column(heading)}
    packed = {heading: text for heading, text in item.kept.items() if heading not in own}
    return {
        **own,
        f"{PREFIX}disabled": _packed(item.disabled),
        f"{PREFIX}kept": _packed(packed),
    }


def _packed(texts: Mapping[str, str]) -> str:
    return json.dumps(dict(texts), ensure_ascii=False, sort_keys=True) if texts else ""


def _yes(condition: object) -> str:
    return "yes" if condition else ""


def choice_rows(instrument: Instrument) -> Iterator[Cells]:
    """The sheet "choices"."""
    for name, choices in instrument.choice_lists.items():
        for choice in choices:
            label = spoken("label", choice.label)
            yield _said({"list_name": name, "name": choice.code, **label, **choice.columns})


def settings_row(instrument: Instrument) -> Cells:
    """The sheet "settings"."""
    language = instrument.default_language
    others = {code: text for code, text in instrument.title.items() if code != language}
    kept = {heading: text for heading, text in instrument.kept.items() if heading != "metadata"}
    own = {heading: text for heading, text in kept.items() if heading in {"version", "style"}}
    packed = {heading: text for heading, text in kept.items() if heading not in own}
    return _said(
        {
            "form_title": instrument.title.get(language, ""),
            "form_id": instrument.key,
            **own,
            "default_language": language_name(instrument.default_language),
            "namespaces": NAMESPACE,
            "rp:languages": " ".join(instrument.languages),
            "rp:title": _packed(others),  # XLSForm knows a title in one language only
            "rp:kept": _packed(packed),
        }
    )
