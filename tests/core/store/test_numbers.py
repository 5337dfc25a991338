"""Whole numbers of any size go into a column and come back."""

import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from photosim.core.store.numbers import stored, whole


@given(st.integers(-(2**127), 2**127))
@example(2**63)
@example(2**63 - 1)
@example(-(2**63))
@example(-(2**63) - 1)
@example(-11_644_473_600 * 10**9)
def test_a_number_is_kept_without_loss_and_can_be_compared(number):
    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE TABLE file (mtime_ns INTEGER NOT NULL)")
        connection.execute("INSERT INTO file VALUES (?)", (stored(number),))
        sql = "SELECT mtime_ns FROM file WHERE mtime_ns = ? AND mtime_ns IS NOT ?"
        [(found,)] = connection.execute(sql, (stored(number), stored(number + 1)))
    connection.close()

    assert whole(found) == number
