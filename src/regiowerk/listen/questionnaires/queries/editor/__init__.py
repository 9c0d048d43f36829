"""What the pages for small changes say about a questionnaire."""

from __future__ import annotations

from regiowerk.listen.questionnaires.queries.editor.conditions import (
    askable,
    clause_in_words,
    clauses_in_words,
    picked,
)
from regiowerk.listen.questionnaires.queries.editor.faults import FaultInWords, faults_in_words
from regiowerk.listen.questionnaires.queries.editor.lists import (
    Line,
    SectionLine,
    lines_of,
    path_of_section,
    section_label,
    section_lines,
    section_named,
    section_of_path,
    targets_for,
)
from regiowerk.listen.questionnaires.queries.editor.questions import (
    About,
    ChoiceLine,
    about_question,
    choice_lines,
    others_with_list,
)
from regiowerk.listen.questionnaires.queries.editor.words import (
    KINDS,
    OPERATORS,
    VISIBILITIES,
    kinds_of,
    label_of,
    one_line,
    question_named,
    value_in_words,
)

__all__ = [
    "KINDS",
    "OPERATORS",
    "VISIBILITIES",
    "About",
    "ChoiceLine",
    "FaultInWords",
    "Line",
    "SectionLine",
    "about_question",
    "askable",
    "choice_lines",
    "clause_in_words",
    "clauses_in_words",
    "faults_in_words",
    "kinds_of",
    "label_of",
    "lines_of",
    "one_line",
    "others_with_list",
    "path_of_section",
    "picked",
    "question_named",
    "section_label",
    "section_lines",
    "section_named",
    "section_of_path",
    "targets_for",
    "value_in_words",
]
