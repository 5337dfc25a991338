"""Thumbnails that get lost, as they do with a damaged cache."""

import sqlite3
from contextlib import closing


def lose_thumbnails(layout, hashes):
    """Take the thumbnails of these content hashes out of a library's cache."""
    with closing(sqlite3.connect(layout.thumbnails, timeout=10)) as cache, cache:
        cache.executemany("DELETE FROM thumb WHERE hash = ?", [(bytes.fromhex(h),) for h in hashes])
