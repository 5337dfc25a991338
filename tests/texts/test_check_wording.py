"""What is said of each part of a library that was checked."""

from photosim.core.records.checks import CheckedPart
from photosim.texts.check_wording import PARTS


def test_every_part_that_is_checked_has_a_name_of_its_own():
    assert PARTS.keys() == set(CheckedPart)
    assert len(set(PARTS.values())) == len(CheckedPart)
