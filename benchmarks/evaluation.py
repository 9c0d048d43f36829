"""Evaluation: a page of results, and counting all answers on DuckDB, on Spark and with pandas.

Every engine and pandas count the same Parquet files in a process of its own; the cells are compared with
those of pandas, and one that differs ends the run with an error, as does a target that is missed.

    python -m benchmarks evaluation                                  page, 100,000 responses, pandas
    bin/spark python -m benchmarks.evaluation growth --engines duckdb:// pyspark:// --up-to 6

Not in it: writing the columnar snapshot, which happens once when a release is prepared and is timed apart;
disclosure control (`benchmarks.disclosure`); starting Python and, of Spark, starting its session (told
beside the figures).  DuckDB runs without extensions that would have to be fetched.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regiowerk.listen.surveys.domain.evaluation.counts import Counts

QUESTIONS, RESPONSES = 60, 100_000
TARGET_SECONDS, TARGET_MB, TARGET_RATIO = 3.0, 1_500, 3.0
ROUNDS, ONE_ROUND_FROM = 3, 10_000_000
ENGINES = ("duckdb://", "pandas")


def measure(say: Callable[[str], None]) -> None:
    """The page, then 100,000 responses on DuckDB beside pandas.  Raises SystemExit when a target is missed."""
    from benchmarks import evaluation_page  # needs a configured Django

    missed = evaluation_page.measure(say)
    with tempfile.TemporaryDirectory(prefix="regiowerk-snapshot-") as folder:
        paths = _written(say, Path(folder), RESPONSES)
        _head(say)
        found = {engine: _in_own_process(say, engine, paths, RESPONSES) for engine in ENGINES}
    duckdb, pandas = (found[engine] for engine in ENGINES)
    ratio = min(pandas["seconds"]) / min(duckdb["seconds"])
    say(f"\npandas takes {ratio:.1f} times as long (target: at least {TARGET_RATIO:.0f}).")
    missed += [
        words
        for is_missed, words in (
            (min(duckdb["seconds"]) > TARGET_SECONDS, f"longer than {TARGET_SECONDS} s"),
            (duckdb["peak"] > TARGET_MB, f"more than {TARGET_MB} MB"),
            (ratio < TARGET_RATIO, f"less than {TARGET_RATIO} times faster than pandas"),
        )
        if is_missed
    ]
    if missed:
        raise SystemExit("Missed: " + "; ".join(missed))


def growth(say: Callable[[str], None], engines: Sequence[str], smallest: int, largest: int) -> None:
    """How seconds and memory grow with the number of responses, powers of ten, on every engine."""
    _head(say)
    for power in range(smallest, largest + 1):
        with tempfile.TemporaryDirectory(prefix="regiowerk-snapshot-") as folder:
            paths = _written(lambda words: None, Path(folder), 10**power)
            for engine in engines:
                _in_own_process(say, engine, paths, 10**power)


def _head(say: Callable[[str], None]) -> None:
    say(
        "| engine | responses | seconds, best of three | all | computing, both cores | peak memory MB |"
    )
    say("|---|---:|---:|---|---:|---:|")


def _written(say: Callable[[str], None], folder: Path, responses: int) -> dict[str, Path]:
    from regiowerk.listen.surveys.tests.result_worlds import write_snapshot  # needs Django

    began = time.perf_counter()
    paths = write_snapshot(folder, responses, QUESTIONS)
    size = sum(path.stat().st_size for path in paths.values()) / 1e6
    seconds = time.perf_counter() - began
    say(
        f"\nSnapshot of {responses:,} responses: {size:.0f} MB, made up and written in {seconds:.1f} s.\n"
    )
    return paths


def _in_own_process(
    say: Callable[[str], None], engine: str, paths: Mapping[str, Path], responses: int
) -> dict[str, list[float]]:
    folder = next(iter(paths.values())).parent
    rounds = "1" if responses >= ONE_ROUND_FROM else str(ROUNDS)
    command = [sys.executable, "-m", "benchmarks.evaluation", "once", engine, str(folder), rounds]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{engine} failed on {responses:,} responses:\n{done.stderr[-3000:]}")
    found = json.loads(done.stdout.splitlines()[-1])
    every = ", ".join(f"{one:.2f}" for one in found["seconds"])
    computing = "–" if engine.startswith("pyspark") else f"{min(found['computing']):.2f}"
    first = f"{engine} | {responses:,} | {min(found['seconds']):.2f}"
    say(f"| {first} | {every} | {computing} | {found['peak']:.0f} |")
    return found


def _once(engine: str, folder: Path, rounds: int) -> None:
    """Count a snapshot several times, and compare what was counted with pandas where that is not too large."""
    from benchmarks import evaluation_pandas  # needs a configured Django

    paths = {name: folder / f"{name}.parquet" for name in ("units", "asked", "chosen")}
    count = evaluation_pandas.counted if engine == "pandas" else _counting(engine)
    seconds, computing, counts = [], [], None
    for _round in range(rounds):
        began, computed = time.perf_counter(), time.process_time()
        counts = count(paths)
        seconds.append(time.perf_counter() - began)
        computing.append(time.process_time() - computed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if engine != "pandas" and _is_small(paths):
        evaluation_pandas.compare(counts, evaluation_pandas.counted(paths))
    sys.stdout.write(json.dumps({"seconds": seconds, "computing": computing, "peak": peak}) + "\n")


def _counting(address: str) -> Callable[[Mapping[str, Path]], Counts]:
    import ibis  # a second to import, which is not counted

    from regiowerk.listen.surveys.queries.evaluation.tabulation import counted
    from regiowerk.listen.surveys.tests.result_worlds import shapes

    engine = ibis.connect(address)
    whole = [number for number, shape in enumerate(shapes(QUESTIONS)) if shape.is_whole]

    def count(paths: Mapping[str, Path]) -> Counts:
        tables = {name: engine.read_parquet(path) for name, path in paths.items()}
        return counted(engine, tables, whole)

    return count


def _is_small(paths: Mapping[str, Path]) -> bool:
    return paths["asked"].stat().st_size < 200e6


def main() -> None:
    """What is asked for on the command line."""
    asked = argparse.ArgumentParser()
    ways = asked.add_subparsers(dest="way", required=True)
    once = ways.add_parser("once")
    once.add_argument("engine")
    once.add_argument("folder", type=Path)
    once.add_argument("rounds", type=int)
    grown = ways.add_parser("growth")
    grown.add_argument("--engines", nargs="+", default=["duckdb://"])
    grown.add_argument("--from", dest="smallest", type=int, default=3)
    grown.add_argument("--up-to", type=int, default=6)
    options = asked.parse_args()
    _set_up()
    if options.way == "once":
        _once(options.engine, options.folder, options.rounds)
    else:
        growth(_say, options.engines, options.smallest, options.up_to)


def _set_up() -> None:
    import django  # after the environment is set

    os.environ.setdefault("REGIOWERK_SECRET_KEY", "only-for-benchmarks")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiowerk.config.settings")
    django.setup()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
