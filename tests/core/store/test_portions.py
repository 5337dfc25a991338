"""Many values go into statements a portion at a time, and none is lost on the way."""

from photosim.core.store.portions import VALUES_AT_ONCE, id_portions, portions


def test_values_keep_their_order_and_have_as_many_marks():
    values = list(range(2 * VALUES_AT_ONCE + 1, 0, -1))

    found = list(portions(iter(values)))

    assert [len(some) for _, some in found] == [VALUES_AT_ONCE, VALUES_AT_ONCE, 1]
    assert all(marks.count("?") == len(some) for marks, some in found)
    assert [value for _, some in found for value in some] == values


def test_nothing_makes_no_portion():
    assert list(portions([])) == []


def test_ids_come_once_and_ascending():
    assert list(id_portions([3, 1, 3])) == [("?,?", [1, 3])]
