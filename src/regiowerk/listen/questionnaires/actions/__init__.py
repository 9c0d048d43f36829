"""All that is done to questionnaires, and how the journal tells it."""

from __future__ import annotations

from regiowerk.ground.journal.queries import Sentences
from regiowerk.listen.questionnaires.actions import editing, importing, publishing
from regiowerk.listen.questionnaires.actions.importing import (
    FaultyWorkbookError,
    begin_questionnaire,
    import_questionnaire,
    replace_draft,
)
from regiowerk.listen.questionnaires.actions.publishing import (
    CannotPublishError,
    InUseError,
    WrongStateError,
    obstacles_to_publishing,
    publish_version,
    remove_draft,
    rename_questionnaire,
    restore_version,
    retire_version,
)

DEEDS: Sentences = {**importing.DEEDS, **publishing.DEEDS, **editing.DEEDS}

__all__ = [
    "DEEDS",
    "CannotPublishError",
    "FaultyWorkbookError",
    "InUseError",
    "WrongStateError",
    "begin_questionnaire",
    "import_questionnaire",
    "obstacles_to_publishing",
    "publish_version",
    "remove_draft",
    "rename_questionnaire",
    "replace_draft",
    "restore_version",
    "retire_version",
]
