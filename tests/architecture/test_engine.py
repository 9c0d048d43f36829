"""The engine of ballots starts quickly, and does not fight over processors."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DOMAIN = Path("src/regiowerk/decide/ballots/domain")


def printed(program: str) -> str:
    surroundings = {key: value for key, value in os.environ.items() if "OPENBLAS" not in key}
    run = subprocess.run(
        [sys.executable, "-c", program],
        env=surroundings | {"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def test_importing_the_engine_imports_neither_scipy_nor_django() -> None:
    paths = [path.with_suffix("").relative_to("src") for path in sorted(DOMAIN.rglob("*.py"))]
    modules = [".".join(path.parts).removesuffix(".__init__") for path in paths]
    assert "regiowerk.decide.ballots.domain.knapsack" in modules
    found = printed(
        f"import sys, importlib; [importlib.import_module(name) for name in {modules!r}];"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'scipy', 'django', 'numpy'}))"
    )
    assert found == "['numpy']"


def test_every_process_of_the_site_lets_openblas_use_one_thread() -> None:
    program = (
        "import os; os.environ['REGIOWERK_SECRET_KEY'] = 'only-for-this-test';"
        "import regiowerk.config.settings; print(os.environ['OPENBLAS_NUM_THREADS'])"
    )
    assert printed(program) == "1"
