"""A survey on public services in two languages, written as LimeSurvey writes it, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

SID = "482913"


@dataclass(frozen=True)
class Said:
    """A text in German and in English."""

    de: str
    en: str


@dataclass(frozen=True)
class Ask:
    type: str
    code: str
    text: Said
    relevance: str = "1"
    mandatory: str = "N"
    other: str = "N"
    preg: str = ""
    help: Said = Said("", "")
    parts: tuple[tuple[str, Said, int], ...] = ()
    answers: tuple[tuple[str, Said, int], ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    translated: Mapping[str, Said] = field(default_factory=dict)
    default: str = ""


@dataclass(frozen=True)
class Page:
    title: Said
    asks: tuple[Ask, ...]
    description: Said = Said("", "")
    relevance: str = ""


SERVICES = (
    ("SQ001", Said("Bauantrag", "Building permit"), 0),
    ("SQ002", Said("Wohngeld", "Housing benefit"), 0),
    ("SQ003", Said("Ummeldung", "Change of address"), 0),
)
YEARS = (("Y21", Said("2021", "2021"), 1), ("Y22", Said("2022", "2022"), 1))
LEVELS = (
    ("A1", Said("gar nicht", "not at all"), 0),
    ("A2", Said("teilweise", "in part"), 0),
    ("A3", Said("vollständig", "completely"), 0),
)

PAGES = (
    Page(
        Said("Ihre Verwaltung", "Your administration"),
        (
            Ask("X", "intro", Said("<p>Vielen Dank!</p>", "<p>Thank you!</p>")),
            Ask("S", "office", Said("Zuständiges Amt", "Office in charge"), mandatory="Y"),
            Ask(
                "N",
                "staff",
                Said("Wie viele Stellen haben Sie?", "How many posts do you have?"),
                help=Said("Vollzeitäquivalente", "Full-time equivalents"),
                attributes={"num_value_int_only": "1", "min_num_value_n": "0"},
            ),
            Ask(
                "N",
                "budget",
                Said("Budget in Tausend Euro", "Budget in thousand euros"),
                relevance="staff.NAOK > 0 && !is_empty(office.NAOK)",
                attributes={"max_num_value_n": "{staff.NAOK * 100}"},
                translated={"em_validation_q_tip": Said("Zu viel.", "Too much.")},
            ),
            Ask(
                "D",
                "since",
                Said("Seit wann?", "Since when?"),
                attributes={"date_min": "2000-01-01"},
            ),
            Ask(
                "Y",
                "online",
                Said("Gibt es Online-Dienste?", "Any online services?"),
                mandatory="S",
            ),
        ),
        description=Said("<p>Zuerst <b>zu Ihnen</b>.</p>", "<p>First about <b>you</b>.</p>"),
    ),
    Page(
        Said("Dienste", "Services"),
        (
            Ask(
                "L",
                "standard",
                Said("Welchem Standard folgen Sie?", "Which standard do you follow?"),
                other="Y",
                answers=LEVELS,
                translated={"other_replace_text": Said("Ein anderer", "Another one")},
                default="A2",
            ),
            Ask("!", "provider", Said("Rechenzentrum", "Data centre"), answers=LEVELS),
            Ask("O", "opinion", Said("Ihre Einschätzung", "Your view"), answers=LEVELS),
            Ask(
                "M",
                "offers",
                Said("Was bieten Sie an?", "What do you offer?"),
                other="Y",
                parts=SERVICES,
                attributes={"min_answers": "1", "exclude_all_others": "SQ003"},
            ),
            Ask("P", "plans", Said("Was planen Sie?", "What do you plan?"), parts=SERVICES),
            Ask(
                "F",
                "depth",
                Said("Wie weit sind Sie?", "How far are you?"),
                relevance='offers_SQ001.NAOK == "Y" or offers_SQ002.NAOK != "Y"',
                mandatory="Y",
                parts=SERVICES,
                answers=LEVELS,
            ),
            Ask("A", "five", Said("Zufriedenheit", "Satisfaction"), parts=SERVICES),
            Ask("B", "ten", Said("Bedeutung", "Importance"), parts=SERVICES),
            Ask("C", "sure", Said("Vorhanden?", "Available?"), parts=SERVICES),
            Ask("E", "trend", Said("Entwicklung", "Trend"), parts=SERVICES),
            Ask("H", "bycol", Said("Nach Spalten", "By column"), parts=SERVICES, answers=LEVELS),
            Ask(
                "1",
                "dual",
                Said("Heute und morgen", "Today and tomorrow"),
                parts=SERVICES,
                answers=(*LEVELS, ("B1", Said("ja", "yes"), 1), ("B2", Said("nein", "no"), 1)),
                translated={
                    "dualscale_headerA": Said("Heute", "Today"),
                    "dualscale_headerB": Said("Morgen", "Tomorrow"),
                },
            ),
        ),
        relevance='online.NAOK == "Y"',
    ),
    Page(
        Said("Zahlen", "Figures"),
        (
            Ask("K", "cases", Said("Fälle je Dienst", "Cases per service"), parts=SERVICES),
            Ask("Q", "names", Said("Ansprechstellen", "Contacts"), parts=SERVICES),
            Ask(":", "grid", Said("Fälle je Jahr", "Cases per year"), parts=(*SERVICES, *YEARS)),
            Ask(";", "notes", Said("Anmerkungen", "Notes"), parts=(*SERVICES, *YEARS)),
            Ask(
                ":",
                "ticks",
                Said("Erhoben in", "Counted in"),
                parts=(*SERVICES, *YEARS),
                attributes={"multiflexible_checkbox": "1"},
            ),
            Ask("R", "order", Said("Reihenfolge", "Order"), answers=LEVELS),
            Ask(
                "*",
                "total",
                Said("", ""),
                attributes={"equation": "{cases_SQ001.NAOK + cases_SQ002.NAOK * 2}", "hidden": "1"},
            ),
            Ask(
                "T",
                "wishes",
                Said(
                    "<p>Sie haben {staff.shown} Stellen. Was wünschen Sie sich?</p>"
                    "<ul><li>Personal</li><li>Geld</li></ul>"
                    '<script>track()</script><img src="a.png">',
                    "<p>You have {staff.shown} posts. What do you wish for?</p>"
                    "<ul><li>Staff</li><li>Money</li></ul>",
                ),
                relevance='strpos(office.NAOK, "IT") > 0',
            ),
            Ask("U", "more", Said("Noch etwas?", "Anything else?"), preg="/^.{3,}$/"),
            Ask(
                "5",
                "points",
                Said("Punkte", "Points"),
                relevance='total.NAOK >= 10 and points.NAOK != ""',
            ),
            Ask("G", "gender", Said("Geschlecht", "Gender")),
            Ask("I", "lang", Said("Sprache", "Language")),
            Ask("|", "file", Said("Unterlage", "Document"), attributes={"max_num_of_files": "3"}),
        ),
    ),
)

TITLE = Said("Digitale Verwaltung 2026", "Digital administration 2026")
WELCOME = Said("<p>Willkommen</p>", "<p>Welcome</p>")
END = Said("Danke.", "Thank you.")
LANGUAGES = ("de", "en")


def old_file(pages: tuple[Page, ...] = PAGES) -> bytes:
    """As LimeSurvey 3 writes it: a language in every row."""
    tables: dict[str, list[dict[str, str]]] = {}
    for language in LANGUAGES:
        for table, row, texts in _things(pages, language):
            tables.setdefault(table, []).append({**row, **texts, "language": language})
    return _document("359", {**_order(tables), **_settings(pages)})


def new_file(pages: tuple[Page, ...] = PAGES) -> bytes:
    """As LimeSurvey 6 writes it: the texts in tables of their own."""
    tables: dict[str, list[dict[str, str]]] = {}
    texts_of = {
        "groups": ("group_l10ns", "gid"),
        "questions": ("question_l10ns", "qid"),
        "subquestions": ("question_l10ns", "qid"),
        "answers": ("answer_l10ns", "aid"),
        "defaultvalues": ("defaultvalue_l10ns", "dvid"),
    }
    for language in LANGUAGES:
        for number, (table, row, texts) in enumerate(_things(pages, language), start=1):
            named = {**row, "aid": str(number), "dvid": str(number)}
            if language == "de":
                tables.setdefault(table, []).append(named)
            section, key = texts_of[table]
            words = {key: named[key], **texts, "language": language}
            tables.setdefault(section, []).append(words)
    return _document("700", {**_order(tables), **_settings(pages)})


def _things(
    pages: tuple[Page, ...], language: str
) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Every group, question, part, answer and default, with its texts in one language."""
    for number, page in enumerate(pages, start=1):
        gid = str(number)
        row = {"gid": gid, "sid": SID, "group_order": gid, "grelevance": page.relevance}
        words = {
            "group_name": _in(page.title, language),
            "description": _in(page.description, language),
        }
        yield "groups", row, words
        for place, ask in enumerate(page.asks):
            yield from _question(gid, str(100 * number + 3 * place), place, ask, language)


def _question(
    gid: str, qid: str, place: int, ask: Ask, language: str
) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    row = {"qid": qid, "parent_qid": "0", "sid": SID, "gid": gid, "type": ask.type}
    row |= {"title": ask.code, "preg": ask.preg, "other": ask.other, "mandatory": ask.mandatory}
    row |= {"question_order": str(place), "scale_id": "0", "relevance": ask.relevance}
    words = {"question": _in(ask.text, language), "help": _in(ask.help, language)}
    yield "questions", row, words
    for number, (code, text, scale) in enumerate(ask.parts):
        part = {"qid": f"{qid}0{number}", "parent_qid": qid, "sid": SID, "gid": gid, "type": "T"}
        part |= {"title": code, "question_order": str(number), "scale_id": str(scale)}
        yield "subquestions", {**part, "relevance": "1"}, {"question": _in(text, language)}
    for number, (code, text, scale) in enumerate(ask.answers):
        answer = {"qid": qid, "code": code, "sortorder": str(number), "scale_id": str(scale)}
        yield "answers", answer, {"answer": _in(text, language)}
    if ask.default:
        default = {"qid": qid, "sqid": "0", "scale_id": "0", "specialtype": ""}
        yield "defaultvalues", default, {"defaultvalue": ask.default}


def _settings(pages: tuple[Page, ...]) -> dict[str, list[dict[str, str]]]:
    attributes = []
    for number, page in enumerate(pages, start=1):
        for place, ask in enumerate(page.asks):
            qid = str(100 * number + 3 * place)
            for name, value in ask.attributes.items():
                attributes.append({"qid": qid, "attribute": name, "value": value, "language": ""})
            for name, said in ask.translated.items():
                for language in LANGUAGES:
                    row = {"qid": qid, "attribute": name, "value": _in(said, language)}
                    attributes.append({**row, "language": language})
    return {
        "question_attributes": attributes,
        "quota": [{"id": "1", "sid": SID, "name": "Kreise", "qlimit": "10"}],
        "surveys": [
            {
                "sid": SID,
                "admin": "inherit",
                "adminemail": "amt@example.org",
                "anonymized": "I",
                "format": "I",
                "language": "de",
                "additional_languages": "en",
            }
        ],
        "surveys_languagesettings": [
            {
                "surveyls_survey_id": SID,
                "surveyls_language": language,
                "surveyls_title": _in(TITLE, language),
                "surveyls_welcometext": _in(WELCOME, language),
                "surveyls_endtext": _in(END, language),
            }
            for language in LANGUAGES
        ],
    }


def _in(said: Said, language: str) -> str:
    return str(getattr(said, language))


def _order(tables: dict[str, list[dict[str, str]]]) -> dict[str, list[dict[str, str]]]:
    return dict(sorted(tables.items()))


def _document(version: str, tables: dict[str, list[dict[str, str]]]) -> bytes:
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<document>"]
    parts += ["<LimeSurveyDocType>Survey</LimeSurveyDocType>", f"<DBVersion>{version}</DBVersion>"]
    parts += ["<languages>", *(f"<language>{key}</language>" for key in LANGUAGES), "</languages>"]
    for name, rows in tables.items():
        fields = "".join(f"<fieldname>{key}</fieldname>" for key in (rows[0] if rows else {}))
        parts += [f"<{name}>", f"<fields>{fields}</fields>", "<rows>"]
        parts += ["<row>" + "".join(_cell(k, v) for k, v in row.items()) + "</row>" for row in rows]
        parts += ["</rows>", f"</{name}>"]
    return "\n".join([*parts, "</document>"]).encode()


def _cell(name: str, value: str) -> str:
    return f"<{escape(name)}><![CDATA[{value}]]></{escape(name)}>" if value else f"<{name}/>"
