"""Records of decisions stay what they were, and are counted the same for ever."""

from pathlib import Path

import pytest

from regiowerk.decide.ballots.domain.records import Replayed, digest, replay
from regiowerk.decide.ballots.domain.rounds.record import recount

RECORDS = Path(__file__).parent / "records"
# Never written anew: a change of a rule is a new version beside the old one.
DIGESTS = {
    "equal-shares": "5d4c42f5a8ac84b30d69b1ea070397542babf9b302723ccdc44e2eaff342d94a",
    "equal-shares-key": "0bd83607743591ba2799638ad89c413cbb01fc9088a49eaf25fdb223a3a8dfd0",
    "greedy": "896697fc8eed92239182bc501eeece664dba0c2b0a0022093ce6441a28bf8209",
    "knapsack": "68fe4fa8f065e95b7f1b69bbe29442dca5e208919e2db9f6bdbc5cb0980123ba",
    "phragmen": "a77e9cc2ad7a4c5fa97229523e5bb641a3f36b849dffab68b00e59cddcf7aaf0",
    "round-ahp": "c51125937966cd4ce26353b7490f37630c6ebf8f17742425bdb11ca51be07fe3",
    "round-criteria": "d7f3397d7f115e1fe83a6cf9bda5c1e0a67b57169e1ed8ee1227c8e0a7c897bb",
    "round-crosses": "782332120e0747dbd7219537ff5c1ad703090133e30e432506f88737f0202e15",
    "round-equal-shares": "3d724d9b209097bb3627c90df6ce7eda743a873a6df9d45be96967eab7e9e908",
    "round-limits": "1ac2ce67ce821574335474d8fe9a631706253d3232b9f811d4e819e7888ff05b",
    "round-marks": "0a28e4fd800874eb2f7919e4a5bedb21f330149d0f40aed7dc9af8afa005bec0",
    "round-points": "83974c33d8c1d50047d5d64f547ec871db33e645947261c3fbd6d3ad9d2ff5e4",
    "round-ranking": "70d13e2202f4583496372438cfc42ee6900d7194c564a5df14ae76613ad7b56f",
    "round-swing": "240dbd241b53d61438f625e7871051f10ab4550d90b09336c16fdab20a0c772e",
}


def test_every_record_is_listed() -> None:
    assert {path.stem for path in RECORDS.iterdir()} == set(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_an_old_record_gives_the_old_result(name: str) -> None:
    content = (RECORDS / f"{name}.json").read_bytes()
    count = recount if name.startswith("round-") else replay
    assert (digest(content), count(content)) == (DIGESTS[name], Replayed(()))
