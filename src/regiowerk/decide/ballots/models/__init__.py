from regiowerk.decide.ballots.models.results import Result
from regiowerk.decide.ballots.models.rounds import Bundle, Exclusion, Option, OwnShare, Round
from regiowerk.decide.ballots.models.voting import (
    Chamber,
    Draft,
    Link,
    Paper,
    Proxy,
    Voter,
    paper_id,
)

__all__ = [
    "Bundle",
    "Chamber",
    "Draft",
    "Exclusion",
    "Link",
    "Option",
    "OwnShare",
    "Paper",
    "Proxy",
    "Result",
    "Round",
    "Voter",
    "paper_id",
]
