"""A close look at pairs: laid on each other as it was said, and only what can be read."""

from __future__ import annotations

import dataclasses

from PIL import ImageOps
from support import drawn, photos
from support.looked_at_closely import PROBABLY, on_disk, prepared

from photosim.core.compare.close_job import CloseOrder
from photosim.core.compare.close_look import CloseLooks
from photosim.core.compare.comparison import Comparer
from photosim.core.compare.superposition import Superposition
from photosim.core.image.decode import Decoder
from photosim.core.records.pairs import Comparison, Doubt, Thresholds, Tier


def test_files_are_laid_on_each_other_as_it_was_said_that_they_lie_and_in_no_other_way(tmp_path):
    coffee = photos.real("coffee.png")
    data = [drawn.saved(coffee), drawn.saved(ImageOps.mirror(coffee.crop((30, 20, 560, 380))), 80)]
    looks = []
    for number, one in enumerate(data, start=1):
        (tmp_path / str(number)).write_bytes(one)
        looks.append(on_disk(number, one, bytes(tmp_path / str(number))))

    def found(lies: Superposition | None) -> Comparison:
        asked = CloseOrder(looks[0], (looks[1],), (PROBABLY,), (lies,))
        (one,) = CloseLooks(Decoder()).look(asked).comparisons
        return one

    _, lies = Comparer(Thresholds()).lay(*map(prepared, data))
    whole = dataclasses.replace(lies, placed=(1.0, 0.0, 0.0, 0.0, 1.0, 0.0))

    assert (found(lies).tier, found(lies).differences) == (Tier.SAME_PICTURE, None)
    assert found(whole).tier is Tier.SIMILAR_SHOTS
    assert found(None).doubt is Doubt.UNDECIDED


def test_what_cannot_be_reached_or_is_another_file_now_waits(tmp_path):
    data, small = (
        drawn.saved(photos.real("coffee.png").resize(size)) for size in ((600, 400), (300, 200))
    )
    path = tmp_path / "a"
    path.write_bytes(data)
    gone = on_disk(2, small, bytes(tmp_path / "gone"))
    changed = on_disk(3, small, bytes(path))
    order = CloseOrder(
        on_disk(1, data, bytes(path)),
        (gone, changed),
        (PROBABLY, dataclasses.replace(PROBABLY, second=3)),
        (None, None),
    )

    assert CloseLooks(Decoder()).look(order).comparisons == ()
