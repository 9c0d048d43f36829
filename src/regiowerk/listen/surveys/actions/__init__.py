"""All that is done in a survey, and how the journal tells it."""

from __future__ import annotations

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.surveys.actions import (
    answers,
    conflicts,
    declining,
    delegating,
    links,
    opening,
    remarks,
    returning,
    rows,
    signing,
    submitting,
)
from regiowerk.listen.surveys.actions.answers import confirm_prefill, save_answer, save_answers
from regiowerk.listen.surveys.actions.conflicts import (
    SettledMeanwhileError,
    keep_both,
    settle_conflict,
)
from regiowerk.listen.surveys.actions.declining import TooLateToDeclineError, decline, resume
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
from regiowerk.listen.surveys.actions.returning import (
    DuePastError,
    NoSectionError,
    NotHandedInError,
    accept_submission,
    ask_to_reopen,
    reopen_sections,
    return_submission,
)
from regiowerk.listen.surveys.actions.rows import (
    RowSaved,
    TooManyRowsError,
    add_row,
    remove_row,
    restore_row,
)
from regiowerk.listen.surveys.actions.signing import (
    ChangedMeanwhileError,
    Signature,
    SignatureDayError,
    TooManyCodesError,
    agree,
    send_code,
    sign,
    sign_on_paper,
    try_code,
)
from regiowerk.listen.surveys.actions.storing import Batch, Saved
from regiowerk.listen.surveys.actions.submitting import (
    NoReasonError,
    NotCompleteError,
    NotWaitingError,
    give_back_answers,
    hand_in,
    take_back_answers,
)
from regiowerk.listen.surveys.queries.refusals import AnswerRefusedError

DEEDS: Sentences = {
    **answers.DEEDS,
    **conflicts.DEEDS,
    **declining.DEEDS,
    **delegating.DEEDS,
    **links.DEEDS,
    **opening.DEEDS,
    **remarks.DEEDS,
    **returning.DEEDS,
    **rows.DEEDS,
    **signing.DEEDS,
    **submitting.DEEDS,
}

# What is told of a whole survey or wave; all else concerns one organisation and is nobody else's.
_SHARED = ("survey.", "wave.")
PRIVATE_DEEDS = frozenset(deed for deed in DEEDS if not deed.startswith(_SHARED))

__all__ = [
    "DEEDS",
    "PRIVATE_DEEDS",
    "AnswerRefusedError",
    "Batch",
    "ChangedMeanwhileError",
    "DeadlineError",
    "DuePastError",
    "EmptyRemarkError",
    "FileRefusedError",
    "LinkRevokedError",
    "NoReasonError",
    "NoSectionError",
    "NotCompleteError",
    "NotGivenError",
    "NotHandedInError",
    "NotReadyError",
    "NotWaitingError",
    "RemindedError",
    "RowSaved",
    "Saved",
    "SettledMeanwhileError",
    "Signature",
    "SignatureDayError",
    "TooLateToDeclineError",
    "TooManyCodesError",
    "TooManyRowsError",
    "accept_submission",
    "add_row",
    "address_of",
    "agree",
    "ask_to_reopen",
    "claim_section",
    "close_remark",
    "confirm_prefill",
    "decline",
    "delegate_section",
    "forget",
    "give_back_answers",
    "hand_in",
    "keep_both",
    "make_link",
    "note_use",
    "open_participation",
    "postpone_section",
    "prepare_sections",
    "remind_section",
    "remove_row",
    "renew_link",
    "reopen_sections",
    "restore_row",
    "resume",
    "resume_section",
    "return_submission",
    "revoke_link",
    "save_answer",
    "save_answers",
    "save_upload",
    "send_code",
    "set_ready",
    "settle_conflict",
    "sign",
    "sign_on_paper",
    "take_back_answers",
    "take_back_section",
    "try_code",
    "write_remark",
]
