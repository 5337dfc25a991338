"""Files are read where the photo lies as it was, and measured where nobody has done it."""

from __future__ import annotations

import dataclasses

from support import drawn, photos
from support.looked_at_closely import on_disk, probably, to_look_at

from photosim.core.compare.close_look import CloseLooks
from photosim.core.image.decode import Decoder
from photosim.core.records.pairs import Tier


def test_file_is_read_where_it_lies_as_it_was(tmp_path):
    data, other = drawn.saved(photos.real("coffee.png")), drawn.saved(photos.real("rocket.jpg"))
    small = drawn.saved(photos.real("coffee.png").resize((300, 200)))
    for name, content in (("a", other), ("b", data), ("c", small)):
        (tmp_path / name).write_bytes(content)
    paths = [bytes(tmp_path / name) for name in ("gone", "a", "b", "c")]
    first, second = on_disk(1, data, *paths[:3]), on_disk(2, small, paths[3])

    answer = CloseLooks(Decoder()).look(to_look_at(first, second, probably(data, small)))

    assert [(one.tier, one.is_certain) for one in answer.comparisons] == [(Tier.SAME_PICTURE, True)]


def test_how_much_is_real_is_measured_where_nobody_knows_it_and_only_there(tmp_path):
    coffee = photos.real("coffee.png")
    large = coffee.resize((coffee.width * 2, coffee.height * 2))
    data = [drawn.saved(large, 90), drawn.saved(coffee, 90)]
    for name, one in zip("ab", data, strict=True):
        (tmp_path / name).write_bytes(one)
    first, second = (
        on_disk(n + 1, one, bytes(tmp_path / name))
        for n, (name, one) in enumerate(zip("ab", data, strict=True))
    )
    unknown = dataclasses.replace(first, is_measured=False)

    answer = CloseLooks(Decoder()).look(to_look_at(unknown, second, probably(*data)))

    assert answer.details.keys() == {1} and answer.details[1] < 0.7
