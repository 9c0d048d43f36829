from regiowerk.decide.ballots.actions import casting, closing, links, opening, rounds
from regiowerk.decide.ballots.actions.casting import (
    FlawedPaperError,
    MeanwhileError,
    NoMandateError,
    NotOpenError,
    ProxyError,
    cast_paper,
    give_proxy,
    revoke_proxy,
    save_draft,
)
from regiowerk.decide.ballots.actions.closing import (
    TooEarlyError,
    TooFewForSecrecyError,
    close_round,
    count_round,
)
from regiowerk.decide.ballots.actions.links import Invited, invite_voters, make_link, revoke_link
from regiowerk.decide.ballots.actions.opening import (
    NotReadyError,
    RoundStateError,
    RuleChangedError,
    WindowError,
    cancel_round,
    open_round,
    prolong_round,
    publish_round,
)
from regiowerk.decide.ballots.actions.rounds import (
    OptionFacts,
    PublishedError,
    RoundFacts,
    Seats,
    Sent,
    add_option,
    begin_bundle,
    begin_round,
    choose_criteria,
    choose_voters,
    edit_option,
    edit_round,
    move_option,
    put_to_vote,
    remove_option,
)
from regiowerk.ground.journal.queries import Sentences

DEEDS: Sentences = {
    **rounds.DEEDS,
    **opening.DEEDS,
    **casting.DEEDS,
    **links.DEEDS,
    **closing.DEEDS,
}
# Told to the office and to the organisation itself: turnout is nobody else's while a vote runs.
PRIVATE_DEEDS = frozenset(
    {"paper.cast", "proxy.given", "proxy.revoked", "ballotlink.made", "ballotlink.revoked"}
)

__all__ = [
    "DEEDS",
    "PRIVATE_DEEDS",
    "FlawedPaperError",
    "Invited",
    "MeanwhileError",
    "NoMandateError",
    "NotOpenError",
    "NotReadyError",
    "OptionFacts",
    "ProxyError",
    "PublishedError",
    "RoundFacts",
    "RoundStateError",
    "RuleChangedError",
    "Seats",
    "Sent",
    "TooEarlyError",
    "TooFewForSecrecyError",
    "WindowError",
    "add_option",
    "begin_bundle",
    "begin_round",
    "cancel_round",
    "cast_paper",
    "choose_criteria",
    "choose_voters",
    "close_round",
    "count_round",
    "edit_option",
    "edit_round",
    "give_proxy",
    "invite_voters",
    "make_link",
    "move_option",
    "open_round",
    "prolong_round",
    "publish_round",
    "put_to_vote",
    "remove_option",
    "revoke_link",
    "revoke_proxy",
    "save_draft",
]
