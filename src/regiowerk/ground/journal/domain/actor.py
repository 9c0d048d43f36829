"""Who does something, for whom and by what right: a frozen value without a database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The capacity in which somebody acts for an organisation in a region."""

    OFFICE = "office"  # project office: runs the process
    CONTACT = "contact"  # municipal contact: answers for the organisation
    HEAD = "head"  # head of the organisation: signs
    EXPERT = "expert"  # brings in knowledge
    READER = "reader"  # federal institute, accompanying research: reads


@dataclass(frozen=True, slots=True)
class Actor:
    """The acting user, the organisation spoken for and the mandate, as ids and labels.

    Labels are kept beside the ids so that a deed stays readable when the account is gone.
    """

    user_id: int | None = None
    user_label: str = ""
    organisation_id: int | None = None
    organisation_label: str = ""
    mandate_id: int | None = None
    region_id: int | None = None
    role: Role | None = None
    is_system: bool = False

    @property
    def is_anonymous(self) -> bool:
        return self.user_id is None and not self.is_system

    @property
    def label(self) -> str:
        """The words a journal sentence begins with: "Stadt Brakel" or, without mandate, the user."""
        return self.organisation_label or self.user_label


SYSTEM = Actor(user_label="Regiowerk", is_system=True)
ANONYMOUS = Actor()
