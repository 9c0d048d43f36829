"""Which engine counts: DuckDB inside this process, or one a setting names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend


@dataclass(frozen=True, slots=True)
class Engine:
    """Its address as Ibis knows it, and a folder all its hosts see ("": none is needed)."""

    address: str = "duckdb://"
    folder: str = ""


EMBEDDED = Engine()


@contextmanager
def opened(
    files: Mapping[str, bytes], where: Engine = EMBEDDED
) -> Iterator[tuple[BaseBackend, dict[str, ir.Table]]]:
    """An engine that has the tables of a snapshot, and the tables."""
    engine = _engine(where.address)
    with TemporaryDirectory(dir=where.folder or None) as folder:
        tables = {}
        for name, content in files.items():
            path = Path(folder) / f"{name}.parquet"
            path.write_bytes(content)
            tables[name] = engine.read_parquet(path)
        try:
            yield engine, tables
        finally:
            engine.disconnect()


def _engine(address: str) -> BaseBackend:
    # Ibis takes a second to import, and most pages count nothing.
    import ibis  # noqa: PLC0415

    engine: BaseBackend = ibis.connect(address)
    return engine
