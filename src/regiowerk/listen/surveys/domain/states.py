"""How far an organisation is in a wave, and what may follow.  Pure.

The names are those of `Participation.State`; the machine knows nothing else of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Stage(StrEnum):
    """The states of a participation, in the order in which an organisation passes them."""

    PLANNED = "planned"
    INVITED = "invited"
    OPENED = "opened"
    IN_WORK = "in_work"
    IN_SIGN_OFF = "in_sign_off"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    DECLINED = "declined"


# Before anything was handed in: from each the organisation may decline.
ANSWERING = frozenset({Stage.PLANNED, Stage.INVITED, Stage.OPENED, Stage.IN_WORK})
# Answers lie with the project office.
HANDED_IN = frozenset({Stage.SUBMITTED, Stage.ACCEPTED})
# Only the sections that were opened again are written.
AGAIN = frozenset({Stage.RETURNED, Stage.REOPENED})

FOLLOWING: Mapping[Stage, frozenset[Stage]] = {
    Stage.PLANNED: frozenset({Stage.INVITED, Stage.OPENED, Stage.IN_WORK, Stage.DECLINED}),
    Stage.INVITED: frozenset({Stage.OPENED, Stage.IN_WORK, Stage.DECLINED}),
    Stage.OPENED: frozenset({Stage.IN_WORK, Stage.IN_SIGN_OFF, Stage.DECLINED}),
    Stage.IN_WORK: frozenset({Stage.IN_SIGN_OFF, Stage.DECLINED}),
    # Taken back, signed, or sent back by the person who should have signed.
    Stage.IN_SIGN_OFF: frozenset({Stage.IN_WORK, Stage.RETURNED, Stage.REOPENED, Stage.SUBMITTED}),
    Stage.SUBMITTED: frozenset({Stage.RETURNED, Stage.REOPENED, Stage.ACCEPTED}),
    Stage.RETURNED: frozenset({Stage.IN_SIGN_OFF, Stage.REOPENED}),
    Stage.REOPENED: frozenset({Stage.IN_SIGN_OFF, Stage.RETURNED, Stage.SUBMITTED}),
    Stage.ACCEPTED: frozenset({Stage.REOPENED}),
    Stage.DECLINED: frozenset({Stage.PLANNED, Stage.INVITED, Stage.OPENED, Stage.IN_WORK}),
}


class StateError(Exception):
    """A step that cannot follow; nothing was changed."""

    def __init__(self, state: str, following: str) -> None:
        self.state, self.following = Stage(state), Stage(following)
        super().__init__(state, following)


def may_follow(state: str, following: str) -> bool:
    """Whether a participation may go from one state to another; staying is always allowed."""
    return state == following or Stage(following) in FOLLOWING[Stage(state)]


def check_follow(state: str, following: str) -> None:
    """Refuses a step that cannot follow."""
    if not may_follow(state, following):
        raise StateError(state, following)
