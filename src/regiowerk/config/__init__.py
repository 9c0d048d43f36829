"""Config: settings, addresses and the way in; the only place that knows every room.

Debian 12's SQLite 3.40 has the WAL-reset corruption bug (fixed in 3.51.3), so the newer SQLite
bundled with pysqlite3 takes its place before anything imports the old one.
"""

import sys

import pysqlite3

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
