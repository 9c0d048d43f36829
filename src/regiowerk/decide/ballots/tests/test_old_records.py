"""Records of decisions stay what they were, and are counted the same for ever."""

from pathlib import Path

import pytest

from regiowerk.decide.ballots.domain.records import Replayed, digest, replay

RECORDS = Path(__file__).parent / "records"
# Never written anew: a change of a rule is a new version beside the old one.
DIGESTS = {
    "equal-shares": "5d4c42f5a8ac84b30d69b1ea070397542babf9b302723ccdc44e2eaff342d94a",
    "equal-shares-key": "0bd83607743591ba2799638ad89c413cbb01fc9088a49eaf25fdb223a3a8dfd0",
    "greedy": "896697fc8eed92239182bc501eeece664dba0c2b0a0022093ce6441a28bf8209",
    "knapsack": "68fe4fa8f065e95b7f1b69bbe29442dca5e208919e2db9f6bdbc5cb0980123ba",
    "phragmen": "a77e9cc2ad7a4c5fa97229523e5bb641a3f36b849dffab68b00e59cddcf7aaf0",
}


def test_every_record_is_listed() -> None:
    assert {path.stem for path in RECORDS.iterdir()} == set(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_an_old_record_gives_the_old_result(name: str) -> None:
    content = (RECORDS / f"{name}.json").read_bytes()
    assert (digest(content), replay(content)) == (DIGESTS[name], Replayed(()))
