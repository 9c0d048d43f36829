"""An instrument as LimeSurvey's table with tabs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.outgoing import Constraint, Outgoing
from regiowerk.listen.questionnaires.documents.limesurvey.plan import Planned, is_page, plan_of
from regiowerk.listen.questionnaires.documents.limesurvey.tsv import written
from regiowerk.listen.questionnaires.domain.instrument import (
    Choice,
    Group,
    Instrument,
    Kind,
    Question,
    Section,
    Words,
    say,
)
from regiowerk.listen.questionnaires.domain.linting import Finding

type Line = dict[str, str]

_REFERENCE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9._-]*)\}")
_ATTRIBUTE = re.compile(r"limesurvey:([a-z][A-Za-z0-9_]*)")
_TEXT = re.compile(r"limesurvey:(surveyls_[a-z_]+)::([A-Za-z-]+)")


@dataclass(frozen=True, slots=True)
class Writing:
    """A file, and what it could not say."""

    content: bytes
    findings: tuple[Finding, ...]


def write_tsv(instrument: Instrument) -> Writing:
    """The survey structure that LimeSurvey imports; the same bytes for the same instrument."""
    found = Found()
    lines = list(_Writer(instrument, found).lines())
    return Writing(written(lines), found.all())


class _Writer:
    def __init__(self, instrument: Instrument, found: Found) -> None:
        self._instrument = instrument
        self._found = found
        self._languages = tuple(dict.fromkeys((instrument.default_language, *instrument.languages)))
        self._welcome = self._words_of_welcome()
        self._plan = plan_of(self._without_welcome(), found)
        self._rules = Outgoing(self._plan.spoken, found)

    def lines(self) -> Iterator[Line]:
        first, *more = self._languages
        yield {"class": "S", "name": "language", "text": first}
        yield {"class": "S", "name": "additional_languages", "text": " ".join(more)}
        yield {"class": "S", "name": "format", "text": "G"}
        for language in self._languages:
            yield from self._texts(language)
        for language in self._languages:
            for number, (section, planned) in enumerate(self._plan.pages, start=1):
                yield self._page(section, number, language)
                for one in planned:
                    yield from self._question(one, language)

    # The survey itself.

    def _words_of_welcome(self) -> Words:
        first = self._instrument.items[0] if self._instrument.items else None
        is_alone = len(self._instrument.items) > 1 and not isinstance(
            self._instrument.items[1], Question
        )
        is_note = isinstance(first, Question) and first.kind is Kind.NOTE and not first.relevant
        return first.label if first is not None and is_note and is_alone else {}

    def _without_welcome(self) -> Instrument:
        items = self._instrument.items[1:] if self._welcome else self._instrument.items
        return Instrument(
            self._instrument.key,
            self._instrument.title,
            items,
            self._instrument.choice_lists,
            self._languages,
            self._instrument.default_language,
        )

    def _texts(self, language: str) -> Iterator[Line]:
        line = {"class": "SL", "language": language}
        yield {**line, "name": "surveyls_title", "text": self._in(self._instrument.title, language)}
        if self._welcome:
            text = self._in(self._welcome, language)
            yield {**line, "name": "surveyls_welcometext", "text": text}
        for name, text in self._instrument.kept.items():
            kept = _TEXT.fullmatch(name)
            if kept and kept.group(2) == language:
                yield {**line, "name": kept.group(1), "text": text}

    def _page(self, section: Section, number: int, language: str) -> Line:
        heading = section.items[0]
        group = heading if isinstance(heading, Group) and is_page(heading) else None
        title = section.label or self._instrument.title
        relevance = self._rules.relevance(section.name, group.relevant) if group else "1"
        if group and group.disabled.get("relevant"):
            relevance = _kept_rule(group.disabled["relevant"]) or relevance
        return {
            "class": "G",
            "type/scale": str(number),
            "name": self._in(title, language),
            "relevance": "" if relevance == "1" else relevance,
            "text": self._in(group.hint, language) if group else "",
            "language": language,
        }

    # Questions.

    def _question(self, planned: Planned, language: str) -> Iterator[Line]:
        item = planned.item
        first = planned.rows[0].item if planned.type in {"F", "K", "Q"} else item
        line = {
            "class": "Q",
            "type/scale": planned.type,
            "name": planned.code,
            "relevance": self._relevance(planned),
            "text": self._in(item.label, language),
            "help": self._in(item.hint, language),
            "language": language,
            "other": "Y" if planned.other else "N",
            "mandatory": self._mandatory(first),
        }
        if isinstance(first, Question) and planned.type != "X":
            line |= self._behaviour(planned, first, language)
        if language == self._languages[0]:
            line |= _attributes(item)
        yield line
        yield from self._parts(planned, language)

    def _relevance(self, planned: Planned) -> str:
        item = planned.item
        kept = _kept_rule(item.disabled.get("relevant", ""))
        return kept or self._rules.relevance(item.name, *planned.around, item.relevant)

    def _mandatory(self, item: object) -> str:
        if not isinstance(item, Question) or item.required in {"", "false()"}:
            return "N"
        if item.required != "true()":
            self._rules.unsaid(item.name, "required", item.required)
            return "N"
        return "Y"

    def _behaviour(self, planned: Planned, item: Question, language: str) -> Line:
        """Rules and settings; the table repeats only texts for the further languages."""
        constraint = self._rules.constraint(item.name, item.kind, item.constraint)
        line: Line = {}
        if language == self._languages[0]:
            line |= self._settings(planned, item, constraint)
        if constraint.attributes or constraint.validation:
            line["em_validation_q_tip"] = self._in(item.constraint_message, language)
        if planned.other and isinstance(planned.item, Question):
            line["other_replace_text"] = self._in(planned.other.label, language)
        return line

    def _settings(self, planned: Planned, item: Question, constraint: Constraint) -> Line:
        line: Line = {**constraint.attributes, "validation": constraint.validation}
        if planned.type == "K" and "em_validation_q" in line:
            line["em_validation_sq"] = line.pop("em_validation_q")
        if planned.type in {"F", "Q"} and "em_validation_q" in line:
            line["em_validation_sq"] = line.pop("em_validation_q")
        if item.kind is Kind.INTEGER:
            line["num_value_int_only"] = "1"
        if item.kind is Kind.RANGE:
            line["min_num_value_n"] = item.parameters.get("start", "")
            line["max_num_value_n"] = item.parameters.get("end", "")
        if item.parameters.get("randomize") == "true":
            line["random_order"] = "1"
        if item.kind is Kind.CALCULATE:
            line |= self._equation(item)
        elif item.kind is not Kind.SELECT_MULTIPLE and item.default:
            line["default"] = self._default(planned, item)
        return line

    def _equation(self, item: Question) -> Line:
        if kept := _kept_rule(item.disabled.get("calculation", "")):
            return {"equation": kept, "hidden": "1"}
        script = self._rules.translated(item.name, "calculation", item.calculation)
        return {"equation": f"{{{script}}}", "hidden": "1"} if script else {"hidden": "1"}

    def _default(self, planned: Planned, item: Question) -> str:
        if "${" in item.default or "(" in item.default:
            self._rules.unsaid(item.name, "default", item.default)
            return ""
        if planned.other and item.default == "other":
            return "-oth-"
        codes = {r.item.code: r.code for r in planned.answers if isinstance(r.item, Choice)}
        return codes.get(item.default, item.default)

    def _parts(self, planned: Planned, language: str) -> Iterator[Line]:
        item = planned.item
        ticked = item.default.split() if isinstance(item, Question) else []
        for row in planned.rows:
            line = {"class": "SQ", "type/scale": "0", "name": row.code, "language": language}
            line["text"] = self._in(row.item.label, language)
            if isinstance(row.item, Question):
                line["relevance"] = self._rules.relevance(row.item.name, row.item.relevant)
                line["default"] = row.item.default
            elif isinstance(row.item, Choice) and row.item.code in ticked:
                line["default"] = "Y"
            yield line
        for row in planned.answers:
            line = {"class": "A", "type/scale": "0", "name": row.code, "language": language}
            yield {**line, "text": self._in(row.item.label, language)}

    def _in(self, words: Words, language: str) -> str:
        return self._marked_up(say(words, language, self._instrument.default_language))

    def _marked_up(self, text: str) -> str:
        """Plain text as HTML; `${a}` becomes `{a.NAOK}`, other braces lose their meaning."""
        spoken = self._plan.spoken if hasattr(self, "_plan") else {}
        pieces, at = [], 0
        for match in _REFERENCE.finditer(text):
            known = spoken.get(match.group(1))
            pieces.append(_escaped(text[at : match.start()]))
            aspect = "shown" if known and known.codes else "NAOK"
            has_variable = known is not None and known.variable
            pieces.append(
                f"{{{known.variable}.{aspect}}}" if known and has_variable else match.group(1)
            )
            at = match.end()
        pieces.append(_escaped(text[at:]))
        return "".join(pieces)


def _escaped(text: str) -> str:
    plain = html.escape(text, quote=False)
    return re.sub(r"\{(?=\S)", "{ ", plain).replace("\n", "<br />")


def _kept_rule(rule: str) -> str:
    """A rule of LimeSurvey that was not understood goes back as it came."""
    return "" if "${" in rule else rule


def _attributes(item: object) -> Line:
    """Settings that came from LimeSurvey and were kept."""
    found: Line = {}
    for values in (getattr(item, "kept", {}), getattr(item, "disabled", {})):
        for name, value in values.items():
            if match := _ATTRIBUTE.fullmatch(name):
                found[match.group(1)] = value
    return found
