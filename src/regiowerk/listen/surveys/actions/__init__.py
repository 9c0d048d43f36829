"""All that is done in a survey, and how the journal tells it."""

from __future__ import annotations

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.actions import (
    answers,
    conflicts,
    delegating,
    links,
    opening,
    remarks,
    rows,
)
from regiowerk.listen.surveys.actions.answers import confirm_prefill, save_answer, save_answers
from regiowerk.listen.surveys.actions.conflicts import (
    SettledMeanwhileError,
    keep_both,
    settle_conflict,
)
from regiowerk.listen.surveys.actions.delegating import (
    DeadlineError,
    NotGivenError,
    NotReadyError,
    RemindedError,
    delegate_section,
    postpone_section,
    remind_section,
    resume_section,
    set_ready,
    take_back_section,
)
from regiowerk.listen.surveys.actions.files import FileRefusedError, save_upload
from regiowerk.listen.surveys.actions.forgetting import forget
from regiowerk.listen.surveys.actions.links import (
    LinkRevokedError,
    address_of,
    make_link,
    note_use,
    renew_link,
    revoke_link,
)
from regiowerk.listen.surveys.actions.opening import (
    claim_section,
    open_participation,
    prepare_sections,
)
from regiowerk.listen.surveys.actions.remarks import EmptyRemarkError, close_remark, write_remark
from regiowerk.listen.surveys.actions.rows import (
    RowSaved,
    TooManyRowsError,
    add_row,
    remove_row,
    restore_row,
)
from regiowerk.listen.surveys.actions.storing import Batch, Saved
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

DEEDS: Sentences = {
    **answers.DEEDS,
    **conflicts.DEEDS,
    **delegating.DEEDS,
    **links.DEEDS,
    **opening.DEEDS,
    **remarks.DEEDS,
    **rows.DEEDS,
}

__all__ = [
    "DEEDS",
    "AnswerRefusedError",
    "Batch",
    "DeadlineError",
    "EmptyRemarkError",
    "FileRefusedError",
    "LinkRevokedError",
    "NotGivenError",
    "NotReadyError",
    "RemindedError",
    "RowSaved",
    "Saved",
    "SettledMeanwhileError",
    "TooManyRowsError",
    "add_row",
    "address_of",
    "claim_section",
    "close_remark",
    "confirm_prefill",
    "delegate_section",
    "forget",
    "keep_both",
    "make_link",
    "note_use",
    "open_participation",
    "postpone_section",
    "prepare_sections",
    "remind_section",
    "remove_row",
    "renew_link",
    "restore_row",
    "resume_section",
    "revoke_link",
    "save_answer",
    "save_answers",
    "save_upload",
    "set_ready",
    "settle_conflict",
    "take_back_section",
    "write_remark",
]
