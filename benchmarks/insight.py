"""The project insight as PPTX plus PDF, in a fresh process: seconds and peak memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

TARGET_SECONDS = 6
ROUNDS = 3


def measure(say: Callable[[str], None]) -> None:
    say(f"| run | seconds (target < {TARGET_SECONDS}) | peak memory MB | PPTX kB | PDF kB |")
    say("|---:|---:|---:|---:|---:|")
    for run in range(1, ROUNDS + 1):
        with tempfile.TemporaryDirectory() as out:
            begin = time.perf_counter()
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "regiowerk",
                    "report",
                    "paderborn",
                    "--on",
                    "2022-01-24",
                    "--out",
                    out,
                ],
                check=True,
                capture_output=True,
                env=os.environ,
            )
            seconds = time.perf_counter() - begin
            sizes = {path.suffix: path.stat().st_size // 1000 for path in Path(out).iterdir()}
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        say(f"| {run} | {seconds:.1f} | {peak} | {sizes['.pptx']} | {sizes['.pdf']} |")
