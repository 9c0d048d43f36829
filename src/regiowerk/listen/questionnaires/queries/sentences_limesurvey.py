"""What a finding of LimeSurvey's files says, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # Files that cannot be read.
    "not-a-survey-file": _(
        "This is no survey of LimeSurvey. Export it there as “Survey structure (.lss)” or as "
        "“Tab-separated-values format (*.txt)”."
    ),
    "broken-file": _(
        "The file is damaged here and cannot be read further. Export it from LimeSurvey again."
    ),
    "unsafe-file": _(
        "The file contains instructions that a survey never needs, and was not opened. Export it "
        "from LimeSurvey again."
    ),
    "file-too-large": _("The file is larger than %(limit)s MB and was not opened."),
    "not-utf-8": _("The characters of the file cannot be read. Save it as UTF-8."),
    "no-questions": _("The file contains no questions."),
    # What was read otherwise than it was written.
    "unknown-type": _(
        "“%(question)s” is of a kind that is not known here (%(type)s). It was taken over as a "
        "question for text; please look at it."
    ),
    "rule-not-understood": _(
        "A rule of “%(question)s” is not understood: %(rule)s. It is kept, but not applied; "
        "please write it anew."
    ),
    "setting-not-used": _(
        "The setting %(value)s of “%(question)s” changes what may be answered and is not known "
        "here. It is kept, but not applied; please write it as a rule."
    ),
    "time-not-asked": _(
        "“%(question)s” also asks for a time (%(value)s). Here only the day is asked; please add a "
        "question for the time."
    ),
    "script-not-run": _(
        "A program (JavaScript) belongs to “%(question)s”. It is kept, but never run; please say "
        "with a condition what it did."
    ),
    "code-twice-in-survey": _(
        "The code “%(old)s” stands for two questions. The second is called “%(new)s” here; rules "
        "that name the code mean the first."
    ),
    "answer-codes-twice": _(
        "Codes of answers to “%(question)s” were missing or there twice. They were numbered; "
        "please look at them."
    ),
    "rows-without-parent": _(
        "%(number)s rows of “%(table)s” belong to no question or group of the file and were not "
        "taken over."
    ),
    "parts-not-used": _(
        "Parts of the file that have no meaning here were not taken over: %(names)s."
    ),
    "looks-kept": _(
        "Settings of questions that change no answer are kept, but have no effect here: %(names)s."
    ),
    "survey-settings-not-used": _(
        "Settings of the whole survey were not taken over: %(names)s. Who is asked, until when and "
        "by which letter is said where the survey is set up."
    ),
    "soft-mandatory": _(
        "“%(question)s” asked for an answer without requiring one. It is now voluntary."
    ),
    "hidden-question": _(
        "“%(question)s” was hidden in LimeSurvey and is shown here. Remove it, or give it a "
        "condition."
    ),
    "choice-always-offered": _(
        "“%(question)s” offered some of its choices only under conditions. Now all are always "
        "offered."
    ),
    "markup-lost": _(
        "The text of “%(question)s” contained more than text (%(elements)s). Only the words were "
        "taken over."
    ),
    "text-not-filled": _(
        "%(text)s in the text of “%(question)s” was filled in by LimeSurvey and is not understood. "
        "It stands there as it is; please rephrase it."
    ),
    "quotas-kept": _("Quotas (%(number)s) are kept, but a survey here asks every organisation."),
    "assessments-kept": _("Assessments (%(number)s) are kept, but not applied."),
    "descriptions-kept": _("The description of the survey is kept. Say it in the invitation."),
    "end-texts-kept": _("The closing words are kept. Say them in the letter of thanks."),
    "end-addresses-kept": _("The address to go to at the end is kept, but not used."),
    "mail-texts-kept": _(
        "The texts of mails (%(number)s) are kept. Write those of the survey where it is set up."
    ),
    "privacy-notices-kept": _(
        "The privacy notice is kept. Say it in the invitation or in the first section."
    ),
    "name-changed": _(
        "“%(old)s” is called “%(new)s” here, because names consist of letters, digits and _."
    ),
    # What LimeSurvey cannot say.
    "code-shortened": _(
        "“%(old)s” is called “%(new)s” in LimeSurvey, which allows only short codes of letters and "
        "digits."
    ),
    "answer-codes-shortened": _(
        "Answers to “%(question)s” have other codes in LimeSurvey, which allows only short codes "
        "of letters and digits: %(codes)s."
    ),
    "repeat-asked-once": _(
        "LimeSurvey cannot repeat questions. Those of “%(question)s” are asked once there."
    ),
    "asked-as-text": _(
        "LimeSurvey cannot ask for a municipality. “%(question)s” asks for text there."
    ),
    "rule-not-written": _(
        "LimeSurvey has no words for a rule of “%(question)s”: %(rule)s. It is missing there; "
        "please add it by hand."
    ),
}
