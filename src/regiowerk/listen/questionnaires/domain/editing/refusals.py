"""Why a change is refused; the deed says it in words."""

from __future__ import annotations


class EditError(ValueError):
    """A change that cannot be made."""


class NothingThereError(EditError):
    """A path at which nothing stands, perhaps because somebody has removed it."""


class UsedElsewhereError(EditError):
    """Something that rules or texts of other questions name; `needed_by` holds their paths."""

    def __init__(self, needed_by: tuple[str, ...]) -> None:
        super().__init__(", ".join(needed_by))
        self.needed_by = needed_by


class NoChoiceLeftError(EditError):
    """A list from which everything would be gone."""


class NotEmptyError(EditError):
    """A section in which questions stand."""


class NotPickedError(EditError):
    """A condition that was written in a way that cannot be changed by picking."""
