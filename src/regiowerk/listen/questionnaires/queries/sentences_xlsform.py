"""What the findings in XLSForm workbooks say, and what to do about them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_FILE: Mapping[str, Promise] = {
    "empty-file": _("The file is empty. Save the workbook again and choose that file."),
    "file-too-large": _(
        "The file is larger than %(limit)s MB and was not opened. Remove pictures."
    ),
    "unpacks-too-large": _(
        "The file holds more than %(limit)s MB when unpacked and was not opened. Copy the sheets "
        "into a new workbook."
    ),
    "not-a-workbook": _("“%(name)s” is no workbook. Save it as an Excel workbook (.xlsx)."),
    "broken-workbook": _("The workbook cannot be read. Open it, save it as .xlsx and try again."),
    "encrypted-workbook": _("The workbook has a password. Remove it and save the workbook again."),
    "macros": _(
        "The workbook contains macros and was not opened. Save it as .xlsx without macros."
    ),
    "no-survey-sheet": _(
        "There is no sheet “survey” among %(sheets)s. Name the sheet with the questions “survey”."
    ),
    "sheet-misspelt": _(
        "The sheet “%(sheet)s” is not read, because its name is not known. Rename it."
    ),
    "sheet-not-read": _(
        "The sheet “%(sheet)s” does not belong to the form and is not read. It stays in your file."
    ),
    "too-many-rows": _("There are more than %(limit)s rows. Remove those that are not needed."),
    "too-many-columns": _(
        "There are more than %(limit)s columns. Remove those that are not needed."
    ),
    "too-many-questions": _(
        "There are more than %(limit)s questions. Split the questionnaire into several."
    ),
    "cell-too-long": _("Cell %(cell)s holds more than %(limit)s characters. Shorten the text."),
    "formula": _("Cell %(cell)s holds a formula. Formulas are never run: replace it by its value."),
    "merged-cells": _(
        "The cells %(cells)s are merged; only the first one holds the value. Unmerge them and fill "
        "in each."
    ),
    "control-characters": _("Cell %(cell)s held invisible characters. They were removed."),
    "cell-without-heading": _(
        "“%(text)s” in cell %(cell)s stands below no heading and is not read. Give the column a "
        "heading."
    ),
}
_COLUMNS: Mapping[str, Promise] = {
    "no-type-column": _(
        "The sheet has no columns “type” and “name” in its first row. Write the headings there."
    ),
    "column-twice": _("The column “%(column)s” is there twice. Remove or rename one of them."),
    "column-kept": _(
        "The column “%(column)s” has no meaning here (rows: %(number)s). It is kept and written "
        "back; check its name if it should do something."
    ),
    "column-without-effect": _(
        "“%(text)s” in the column “%(column)s” has no effect in this kind of row. It is kept; "
        "remove it or move it."
    ),
    "setting-kept": _("The setting “%(setting)s” has no meaning here. It is kept."),
    "settings-second-row": _("Only the first row of the settings is read. Remove the others."),
    "namespace-missing": _(
        "The settings lack the namespace of our columns. Other programs need it: write %(text)s "
        "into the column “namespaces”."
    ),
    "language-without-code": _(
        "The code of the language “%(language)s” is not known. Write it in brackets, as in "
        "“Deutsch (de)”."
    ),
    "default-language-not-used": _(
        "No column is in the default language “%(language)s”. Write it as in the headings."
    ),
    "language-assumed": _(
        "The file names no language; “%(language)s” is assumed. Otherwise set default_language."
    ),
    "packed-cell-broken": _("This cell was changed by hand and cannot be read. Empty it."),
}
_ROWS: Mapping[str, Promise] = {
    "no-type": _("The row has no type. Fill it in, or remove the row."),
    "no-name": _("The row has no name. Give it a short one: letters, digits and _."),
    "bad-name": _(
        "“%(name)s” cannot be a name. It begins with a letter and has only letters, digits, _, - "
        "and dots."
    ),
    "name-twice": _("“%(name)s” is there twice in the same group. Give one of them another name."),
    "name-differs-in-case": _(
        "“%(name)s” and “%(other)s” differ only in small and capital letters. Rename one of them."
    ),
    "section-twice": _("Two sections are called “%(name)s”. Rename one of them."),
    "unknown-type-of-question": _("The type “%(type)s” is not known. Correct it."),
    "type-without-list": _(
        "The type “%(type)s” does not say from which list to choose. Write its name behind it."
    ),
    "type-replaced": _(
        "“%(name)s” is of the type “%(type)s”, which needs a device. Here it is asked as "
        "“%(asked)s”; please look at it."
    ),
    "last-answer-prefilled": _(
        "“%(name)s” begins with the last answer. Here that is the answer of the last survey."
    ),
    "search-not-applied": _(
        "“%(name)s” looks its choices up in a file with search(). Here the choices of its list are "
        "offered; use select_one_from_file for those of the file."
    ),
    "metadata-not-needed": _(
        "“%(type)s” is filled in by a device and is not asked here; who answered when is recorded "
        "anyway."
    ),
    "not-ended": _("“%(name)s” is never closed. Add a row %(missing)s below its last question."),
    "ends-nothing": _("“%(type)s” closes nothing. Remove the row, or add the beginning."),
    "ends-another": _(
        "“%(type)s” stands here, but “%(name)s” was begun with %(begun)s. Correct one of the two."
    ),
    "nested-too-deep": _("Groups are nested deeper than %(limit)s levels. Make it flatter."),
    "no-label": _("“%(name)s” has no label. Write what is asked."),
    "no-calculation": _("“%(name)s” computes nothing. Fill in the column calculation."),
    "section-without-label": _("The section “%(name)s” has no label. Write a heading."),
    "too-many-rows": _(
        "“%(name)s” asks for %(wanted)s rows; at most %(most)s are shown. Enter a smaller number."
    ),
    "empty-group": _("“%(name)s” contains no questions. Add some, or remove it."),
    "nothing-asked": _("The questionnaire asks nothing yet. Add at least one question."),
    "other-made-explicit": _(
        "or_other: the choice “other” and the question “%(text)s” beside “%(question)s” were added."
    ),
    "matrix-of-several-lists": _(
        "The questions in the table “%(name)s” use different lists. They are shown one by one."
    ),
}
_VALUES: Mapping[str, Promise] = {
    "wrong-value": _("“%(value)s” is not possible in the column “%(column)s”."),
    "not-a-number": _(
        "“%(value)s” in the column “%(column)s” is no whole number from 1 to %(most)s. Correct it."
    ),
    "bad-parameters": _("“%(text)s” is no parameter. Write them as start=0 end=10 step=1."),
    "range-without-number": _(
        "The parameter %(parameter)s of the range is “%(value)s”, but has to be a number."
    ),
    "no-visibility": _(
        "It is not said who may see the answers to “%(name)s”. Choose public, region, office, "
        "aggregate or personal before publishing."
    ),
    "no-min-cell": _(
        "“%(name)s” is shown in totals only, but not from how many answers on. The usual number is "
        "taken."
    ),
    "translation-missing": _("The text (%(column)s) is missing in “%(language)s”. Add it."),
    "markup": _("The text contains HTML (<%(element)s>). It is shown as it stands; remove it."),
}
_CHOICES: Mapping[str, Promise] = {
    "choice-incomplete": _("The choice has nothing in the column “%(column)s”. Fill it in."),
    "choice-with-space": _("The code “%(code)s” contains a space. Use _ instead."),
    "choice-without-label": _("The choice “%(code)s” has no label. Write what is read."),
    "code-twice": _(
        "The code “%(code)s” is there twice in the list “%(list)s”. Change one of them."
    ),
    "code-differs-in-case": _(
        "The codes “%(code)s” and “%(other)s” differ only in small and capital letters. Change one."
    ),
    "list-missing": _(
        "“%(name)s” chooses from the list “%(list)s”, which does not exist. Add it to the sheet "
        "“choices”, or correct the name."
    ),
    "list-unused": _("No question uses the list “%(list)s”. Remove it, or use it."),
    "attachment-missing": _(
        "The file “%(name)s” is missing. Upload it together with the workbook."
    ),
    "attachment-not-used": _("No question uses the file “%(name)s”. It was not taken over."),
    "list-file-not-read": _(
        "The file “%(name)s” (%(type)s) is not read here. Save its rows as CSV and write "
        "csv-external."
    ),
    "attachment-unreadable": _("The file “%(name)s” cannot be read. Save it as CSV in UTF-8."),
    "attachment-without-columns": _(
        "The file has no columns “%(value)s” and “%(label)s”. Name them so in its first row."
    ),
    "codes-long-for-limesurvey": _(
        "LimeSurvey allows %(limit)s characters for the code of a choice; %(number)s are longer "
        "(%(examples)s). They are shortened when exporting there."
    ),
    "names-long-for-limesurvey": _(
        "LimeSurvey allows %(limit)s characters for the name of a question; %(number)s are longer "
        "(%(examples)s). They are shortened when exporting there."
    ),
    "not-valid-xlsform": _("The standard XLSForm does not allow this: %(message)s"),
}
XLSFORM: Mapping[str, Promise] = {**_FILE, **_COLUMNS, **_ROWS, **_VALUES, **_CHOICES}
