import pytest

from regiowerk.listen.surveys.domain.states import (
    FOLLOWING,
    Stage,
    StateError,
    check_follow,
    may_follow,
)
from regiowerk.listen.surveys.models import Participation


def test_the_machine_knows_the_states_of_the_table_and_no_others():
    assert {stage.value for stage in Stage} == set(Participation.State.values)


@pytest.mark.parametrize("stage", Stage)
def test_each_state_says_what_follows_and_may_stay(stage):
    assert stage in FOLLOWING
    assert may_follow(stage, stage)


def test_from_planned_every_state_can_be_reached_and_from_each_the_signature():
    def reached(start):
        found, new = {start}, [start]
        while new:
            new = [after for one in new for after in FOLLOWING[one] if after not in found]
            found |= set(new)
        return found

    assert reached(Stage.PLANNED) == set(Stage)
    assert [one for one in Stage if Stage.SUBMITTED not in reached(one)] == []


@pytest.mark.parametrize(
    ("state", "following"),
    [
        (Stage.PLANNED, Stage.SUBMITTED),
        (Stage.INVITED, Stage.IN_SIGN_OFF),
        (Stage.IN_WORK, Stage.SUBMITTED),
        (Stage.SUBMITTED, Stage.IN_WORK),
        (Stage.SUBMITTED, Stage.DECLINED),
        (Stage.ACCEPTED, Stage.RETURNED),
        (Stage.RETURNED, Stage.IN_WORK),
    ],
)
def test_what_cannot_follow_is_refused(state, following):
    with pytest.raises(StateError) as refused:
        check_follow(state, following)

    assert (refused.value.state, refused.value.following) == (state, following)
