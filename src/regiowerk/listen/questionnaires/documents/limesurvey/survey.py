"""A survey as LimeSurvey thinks of it, whichever file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from regiowerk.listen.questionnaires.domain.instrument import Words

# Texts of a survey for which a questionnaire has no place; they are kept as they are.
KEPT_TEXTS = {
    "surveyls_description": "descriptions",
    "surveyls_endtext": "end-texts",
    "surveyls_url": "end-addresses",
    "surveyls_email_invite_subj": "mail-texts",
    "surveyls_email_invite": "mail-texts",
    "surveyls_email_remind_subj": "mail-texts",
    "surveyls_email_remind": "mail-texts",
    "surveyls_email_register_subj": "mail-texts",
    "surveyls_email_register": "mail-texts",
    "surveyls_email_confirm_subj": "mail-texts",
    "surveyls_email_confirm": "mail-texts",
    "surveyls_policy_notice": "privacy-notices",
}

# Settings of a survey that are read, name a person, or say what every survey says.
SETTINGS_PASSED_OVER = frozenset(
    [
        *("sid", "gsid", "owner_id", "language", "additional_languages", "admin", "adminemail"),
        *("bounce_email", "bounceaccountuser", "bounceaccountpass", "bounceaccounthost"),
        *("emailresponseto", "emailnotificationto", "faxto", "attributedescriptions", "active"),
        *("datecreated", "lastmodified", "template", "tokenlength", "googleanalyticsapikey"),
    ]
)
_SAYS_NOTHING = frozenset({"", "0", "-1", "N", "I", "E", "inherit"})


def settings_that_matter(settings: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the settings of a survey that ask for something LimeSurvey does by itself."""
    return tuple(
        name
        for name, value in settings.items()
        if value.strip() not in _SAYS_NOTHING
        and name not in SETTINGS_PASSED_OVER
        and (name, value) != ("format", "G")  # page by page, as here
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the author's file."""

    sheet: str
    row: int | None = None


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice of a list; a dual scale has two lists, 0 and 1."""

    code: str
    text: Words
    scale: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-question: a row of an array (scale 0), a column of one (scale 1), or a tick box."""

    code: str
    text: Words
    scale: int = 0
    relevance: str = ""
    is_mandatory: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of LimeSurvey with everything that hangs on it."""

    id: str
    code: str
    type: str
    text: Words
    help: Words = field(default_factory=dict)
    relevance: str = ""
    mandatory: str = ""
    has_other: bool = False
    validation: str = ""  # a PHP regular expression
    default: str = ""
    other_default: str = ""  # of the text beside "other"
    attributes: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Words] = field(default_factory=dict)  # attributes that are translated
    parts: tuple[Part, ...] = ()
    answers: tuple[Answer, ...] = ()
    conditions: tuple[str, ...] = ()  # of the days before relevance equations
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Block:
    """A group of questions, which is a page."""

    id: str
    title: Words
    description: Words = field(default_factory=dict)
    relevance: str = ""
    questions: tuple[Asked, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Survey:
    id: str
    languages: tuple[str, ...]  # the first is the base language
    title: Words
    blocks: tuple[Block, ...]
    welcome: Words = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)  # texts and settings without use here
    kept_parts: Mapping[str, int] = field(default_factory=dict)  # what was kept, and how often
    unread: Mapping[str, int] = field(default_factory=dict)  # what was not read, and how often
    settings: tuple[str, ...] = ()  # of the whole survey, which have no meaning here
    lost: Mapping[str, int] = field(default_factory=dict)  # rows that hang on nothing, by table
