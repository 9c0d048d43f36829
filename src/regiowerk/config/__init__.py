"""Config: settings, addresses and the way in; the only place that knows every room.

Debian 12's SQLite 3.40 has the WAL-reset corruption bug (fixed in 3.51.3), so the newer SQLite
bundled with pysqlite3 takes its place before anything imports the old one.
"""

import sys

import pysqlite3

# Django asks a connection for its limits; pysqlite3 does not pass that call on to SQLite.  These
# are the numbers of SQLite's own code and the values its wheel is built with (SQLite's defaults).
_LIMITS = {"SQLITE_LIMIT_COLUMN": (2, 2000), "SQLITE_LIMIT_VARIABLE_NUMBER": (9, 32_766)}


class Connection(pysqlite3.dbapi2.Connection):  # type: ignore[misc]
    """A connection that knows its limits."""

    def getlimit(self, category: int) -> int:
        return dict(_LIMITS.values())[category]


for _name, (_number, _) in _LIMITS.items():
    setattr(pysqlite3.dbapi2, _name, _number)
    setattr(pysqlite3, _name, _number)

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
