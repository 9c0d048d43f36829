"""A section as it is shown: blocks of questions, groups, tables and entries, and what a change alters."""

from regiowerk.listen.questionnaires.domain.pages.blocks import (
    Block,
    FieldNote,
    GroupBlock,
    MatrixBlock,
    Option,
    QuestionBlock,
    RepeatBlock,
    RowBlock,
    SectionPage,
)
from regiowerk.listen.questionnaires.domain.pages.building import page_of
from regiowerk.listen.questionnaires.domain.pages.replying import Reply, reply_of
from regiowerk.listen.questionnaires.domain.pages.showing import Showing, asked_of, shown

__all__ = [
    "Block",
    "FieldNote",
    "GroupBlock",
    "MatrixBlock",
    "Option",
    "QuestionBlock",
    "RepeatBlock",
    "Reply",
    "RowBlock",
    "SectionPage",
    "Showing",
    "asked_of",
    "page_of",
    "reply_of",
    "shown",
]
