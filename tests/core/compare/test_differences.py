from __future__ import annotations

from dataclasses import replace

import pytest
from support.differing import differences

from photosim.core.compare.differences import changes
from photosim.texts import reason_wording

NONE = differences()


@pytest.mark.parametrize(
    ("changed", "phrases"),
    [
        ({}, ()),
        ({"enlarged": 0.5, "second_px": 3_000_000}, ("smaller, 3.0 of 12 MP",)),
        ({"shown": 0.8, "second_px": 9_600_000}, ("cropped to 80 %",)),
        ({"shown": 0.8, "enlarged": 0.5}, ("smaller, at 50 %", "cropped to 80 %")),
        ({"beyond": 0.2, "is_framed": True}, ("framed",)),
        ({"beyond": 0.2}, ("shows more around it",)),
        ({"degrees": 90.3}, ("turned by 90° to the left",)),
        ({"degrees": -89.0}, ("turned by 90° to the right",)),
        ({"degrees": -179.9}, ("turned by 180°",)),
        ({"degrees": 10.2}, ("tilted by 10°",)),
        ({"is_mirrored": True, "degrees": 180.0}, ("mirrored", "turned by 180°")),
        ({"colour": -1}, ("black and white",)),
        ({"colour": 1}, ("in colour",)),
        ({"stops": 0.7}, ("brighter",)),
        ({"stops": -0.7}, ("darker",)),
        ({"is_marked": True}, ("text or a mark on one of the two",)),
        ({"second_format": "PNG", "second_size": 9_000_000}, ("PNG instead of JPEG",)),
        ({"second_size": 340_000}, ("more compressed, 340 kB of 3.4 MB",)),
        ({"second_size": 3_390_000}, ("a little more compressed",)),
        ({"second_size": 5_000_000}, ("less compressed, 5.0 MB of 3.4 MB",)),
    ],
)
def test_each_difference_has_its_words(changed, phrases):
    assert tuple(reason_wording.phrases(changes(replace(NONE, **changed)))) == phrases
