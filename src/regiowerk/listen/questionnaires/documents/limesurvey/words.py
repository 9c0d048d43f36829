"""The words of a survey: free HTML made plain, references inside them, and LimeSurvey's own lists."""

from __future__ import annotations

import re
from collections.abc import Mapping

from regiowerk.listen.questionnaires.documents.limesurvey.found import Found
from regiowerk.listen.questionnaires.documents.limesurvey.html import plain_text
from regiowerk.listen.questionnaires.documents.limesurvey.survey import Place
from regiowerk.listen.questionnaires.documents.limesurvey.to_xpath import Variables
from regiowerk.listen.questionnaires.domain.instrument import Words

_PIPED = re.compile(r"\{([^\s{}][^{}]*)\}")
_REFERENCE = re.compile(r"([A-Za-z0-9_]+?)(?:\.(?:NAOK|shown|code))?")
_OTHER: Words = {"de": "Sonstiges", "en": "Other"}
_COMMENT: Words = {"de": "Bemerkung", "en": "Comment"}
_FIXED: Mapping[str, Mapping[str, Words]] = {
    "C": {
        "Y": {"de": "Ja", "en": "Yes"},
        "U": {"de": "Unsicher", "en": "Uncertain"},
        "N": {"de": "Nein", "en": "No"},
    },
    "E": {
        "I": {"de": "Zunahme", "en": "Increase"},
        "S": {"de": "Gleich geblieben", "en": "Same"},
        "D": {"de": "Abnahme", "en": "Decrease"},
    },
    "G": {"F": {"de": "weiblich", "en": "Female"}, "M": {"de": "männlich", "en": "Male"}},
    "Y": {"Y": {"de": "Ja", "en": "Yes"}, "N": {"de": "Nein", "en": "No"}},
}


class Texts:
    """Turns the words of one survey into ours and notes what could not be kept."""

    def __init__(self, languages: tuple[str, ...], variables: Variables, found: Found) -> None:
        self.languages = languages
        self._variables = variables
        self._found = found

    def plain(self, words: Words, place: Place, column: str, question: str) -> dict[str, str]:
        """The words of a label or a hint, by language; what says nothing is left out."""
        said: dict[str, str] = {}
        for language in self.languages:
            read = plain_text(words.get(language, ""))
            if read.lost:
                elements = ", ".join(read.lost)
                self._found.warn("markup-lost", place, column, question=question, elements=elements)
            text = self._piped(read.text, place, column, question)
            if text:
                said[language] = text
        return said

    def other(self, replacing: Words) -> dict[str, str]:
        """What the choice "other" is called."""
        usual = self.usual(_OTHER)
        given = {key: plain_text(text).text for key, text in replacing.items()}
        return {key: given.get(key) or usual[key] for key in self.languages}

    def comment(self) -> dict[str, str]:
        return self.usual(_COMMENT)

    def fixed(self, kind: str, code: str) -> dict[str, str]:
        """A choice of the lists that LimeSurvey brings along; numbers speak for themselves."""
        return self.usual(_FIXED.get(kind, {}).get(code, {"en": code}))

    def usual(self, words: Words) -> dict[str, str]:
        return {key: words.get(key.partition("-")[0], words["en"]) for key in self.languages}

    def _piped(self, text: str, place: Place, column: str, question: str) -> str:
        """`{Q1.shown}` inside a text becomes `${Q1}`; other braces stay, with a finding."""

        def replaced(match: re.Match[str]) -> str:
            inside = _REFERENCE.fullmatch(match.group(1))
            target = self._variables.targets.get(inside.group(1)) if inside else None
            if target and not target.choice:
                return f"${{{target.name}}}"
            self._found.warn(
                "text-not-filled", place, column, question=question, text=match.group()
            )
            return match.group()

        return _PIPED.sub(replaced, text)
