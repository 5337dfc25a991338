"""Which of two files was made of the other is tried out where it may be so."""

from __future__ import annotations

import io

from PIL import Image
from support import drawn, photos
from support.looked_at_closely import on_disk, probably, to_look_at

from photosim.core.compare.close_look import CloseLooks
from photosim.core.image.decode import Decoder


def test_which_file_was_saved_from_the_other_is_tried_out_where_they_have_one_size(tmp_path):
    data = drawn.saved(photos.real("coffee.png"), 85)
    copy = drawn.saved(Image.open(io.BytesIO(data)).convert("RGB"), 97)
    for name, one in zip("ab", (data, copy), strict=True):
        (tmp_path / name).write_bytes(one)
    first, second = on_disk(1, data, bytes(tmp_path / "a")), on_disk(2, copy, bytes(tmp_path / "b"))

    answer = CloseLooks(Decoder()).look(to_look_at(second, first, probably(data, copy)))

    assert [one.differences.resaved for one in answer.comparisons] == [1]


def test_which_file_was_enlarged_is_tried_out_where_they_have_two_sizes(tmp_path):
    data = drawn.saved(photos.real("coffee.png"), 85)
    copy = drawn.saved(Image.open(io.BytesIO(data)).convert("RGB").resize((900, 600)), 95)
    for name, one in zip("ab", (data, copy), strict=True):
        (tmp_path / name).write_bytes(one)
    first = on_disk(1, data, bytes(tmp_path / "a"))
    second = on_disk(2, copy, bytes(tmp_path / "b"), size=(900, 600))

    answer = CloseLooks(Decoder()).look(to_look_at(second, first, probably(data, copy)))

    assert [one.differences.resized for one in answer.comparisons] == [1]
