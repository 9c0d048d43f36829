"""An empty XLSForm with explanations, to begin with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from regiowerk.listen.questionnaires.documents.xlsform.columns import in_language, survey_columns
from regiowerk.listen.questionnaires.documents.xlsform.rows import settings_row
from regiowerk.listen.questionnaires.documents.xlsform.writing import Book, offer
from regiowerk.listen.questionnaires.domain.instrument import Instrument
from regiowerk.listen.questionnaires.domain.linting.tables import EXPLANATIONS, PREFIX


def write_template(language: str) -> bytes:
    """The three sheets with their headings, and a fourth that explains every column."""
    book = Book()
    headings = survey_columns([language])
    offer(book.sheet("survey", headings, ()), headings)
    book.sheet("choices", ["list_name", "name", in_language("label", language)], ())
    empty = Instrument(
        "fragebogen", {language: _("New questionnaire")}, (), {}, (language,), language
    )
    settings = settings_row(empty)
    book.sheet("settings", list(settings), [settings])
    sheet, column, meaning = _("Sheet"), _("Column"), _("What stands here")
    rows = [{sheet: where, column: what, meaning: text} for where, what, text in _explanations()]
    book.sheet(EXPLANATIONS, [sheet, column, meaning], rows).set_column(2, 2, 110)
    return book.content()


type _Lines = tuple[tuple[str, str, str], ...]


def _explanations() -> _Lines:
    return (*_usual_columns(), *_own_columns(), *_other_sheets())


def _usual_columns() -> _Lines:
    return (
        (
            "survey",
            "type",
            _(
                "What is asked for: text, integer, decimal, date, select_one LIST, select_multiple LIST, rank LIST, range, note, calculate, acknowledge, file, geopoint; begin_group and end_group stand around a section, begin_repeat and end_repeat around questions asked per row."
            ),
        ),
        (
            "survey",
            "name",
            _(
                "A short name, once in each section: letters, digits and _. It stays the same when the label changes."
            ),
        ),
        ("survey", "label", _("The question as it is read. One column per language.")),
        ("survey", "hint", _("A line below the question, for example how to count.")),
        ("survey", "guidance_hint", _("Why we ask, with an example answer.")),
        ("survey", "relevant", _("When the question is asked, for example ${online} = 'yes'.")),
        ("survey", "required", _("yes: an answer is needed. An expression: only when it is true.")),
        ("survey", "constraint", _("What an answer has to be; the dot is the answer: . >= 0.")),
        ("survey", "constraint_message", _("What is said when the answer does not fit.")),
        ("survey", "calculation", _("What a calculate computes.")),
        ("survey", "choice_filter", _("Which choices are offered: district = ${district}.")),
        (
            "survey",
            "appearance",
            _("table-list at a group: one list, many rows. multiline: a large field."),
        ),
        ("survey", "parameters", _("For range: start=0 end=100 step=10.")),
    )


def _own_columns() -> _Lines:
    return (
        (
            "survey",
            f"{PREFIX}confidential",
            _(
                "Who may see answers: public, region, office, aggregate or personal. Needed before publishing."
            ),
        ),
        (
            "survey",
            f"{PREFIX}min_cell",
            _("With aggregate: how many answers there must be before a number is shown."),
        ),
        (
            "survey",
            f"{PREFIX}signoff",
            _("Who agrees before an answer is handed in: none, department or head."),
        ),
        ("survey", f"{PREFIX}unit", _("The department that probably knows.")),
        (
            "survey",
            f"{PREFIX}indicator",
            _("A name that stays the same through all surveys, so that answers can be compared."),
        ),
        (
            "survey",
            f"{PREFIX}prefill",
            _("Where a first answer comes from: last_wave, inventory or master_data."),
        ),
        ("survey", f"{PREFIX}codelist", _("The URN of a code list, if the choices follow one.")),
        ("survey", f"{PREFIX}core", _("yes: belongs to the short path.")),
        ("survey", f"{PREFIX}minutes", _("At a section: how many minutes it takes.")),
        ("survey", f"{PREFIX}other", _("yes: the choice other has a text beside it.")),
    )


def _other_sheets() -> _Lines:
    return (
        ("choices", "list_name", _("The name of the list, as in select_one LIST.")),
        ("choices", "name", _("The code of the choice: short, without spaces.")),
        ("choices", "label", _("The choice as it is read. One column per language.")),
        ("settings", "form_title", _("The name of the questionnaire.")),
        ("settings", "form_id", _("A short key of the questionnaire.")),
        ("settings", "default_language", _("The language shown first, for example Deutsch (de).")),
    )
