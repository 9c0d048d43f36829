"""Why an answer is not taken, in words for whoever gave it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regiowerk.listen.surveys.domain.refusals import Refusal

SENTENCES: Mapping[Refusal, Promise] = {
    Refusal.NOT_BEGUN: _("This survey has not begun yet. Nothing was stored."),
    Refusal.WAVE_CLOSED: _(
        "This survey is closed; your answer was not stored. Please call the project office."
    ),
    Refusal.WAITS_FOR_SIGNATURE: _(
        "The answers wait for a signature and cannot be changed now. "
        "Whoever signs can give them back to you."
    ),
    Refusal.HANDED_IN: _(
        "The answers are handed in and cannot be changed. "
        "Ask the project office to open the section again."
    ),
    Refusal.DECLINED: _(
        "Your organisation declined to take part. Please call the project office if that changed."
    ),
    Refusal.SECTION_CLOSED: _(
        "Only the sections that were opened again can be changed; this one is not among them."
    ),
    Refusal.FOREIGN_SECTION: _(
        "This question is in a section that your link does not open. "
        "Whoever sent you the link can answer it."
    ),
    Refusal.UNKNOWN_FIELD: _(
        "This question is no longer in the questionnaire. Please load the page anew."
    ),
    Refusal.ROW_REMOVED: _(
        "This entry was removed meanwhile. Load the page anew; you can bring the entry back there."
    ),
    Refusal.NOT_OFFERED: _("This choice is not on the list. Please choose one that is shown."),
    Refusal.NOT_POSSIBLE: _("This cannot be the answer to this question. Please check it."),
    Refusal.TOO_LONG: _("This text is too long. Please shorten it to at most 20,000 characters."),
    Refusal.UNREADABLE: _(
        "The text contains characters that cannot be stored. Please type it anew."
    ),
    Refusal.OPERATION_REUSED: _(
        "This answer was sent under the number of another one. Please load the page anew."
    ),
    Refusal.NOT_OURS: _(
        "The organisation answered this question itself; only its own people can change that."
    ),
    Refusal.MOVED: _("Somebody answered at the same moment. Please send it once more."),
}


class AnswerRefusedError(Exception):
    """An answer, or a change to what is asked, that is not taken."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal)

    def __str__(self) -> str:
        return str(SENTENCES[self.refusal])
