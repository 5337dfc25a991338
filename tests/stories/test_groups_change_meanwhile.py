"""Files come and go while somebody reviews the groups that they are in."""

import pytest
from PIL import Image
from support import album, photos
from support.people.person import Keys
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier


def write_smaller(path, factor):
    """A copy of a photo, made of its file; its path."""
    with Image.open(path) as whole:
        size = round(whole.width * factor), round(whole.height * factor)
        small = whole.convert("RGB").resize(size)
    copy = path.with_name(f"{path.stem} {factor}.jpg")
    copy.write_bytes(photos.encoded(small, quality=92))
    return copy


@pytest.fixture
def reviewer(desk, tmp_path):
    """Looks at the groups of three photos, each with two smaller copies of it."""
    folder = tmp_path / "Pictures"
    for path in list(album.fill(folder, 3).values()):
        write_smaller(path, 0.7)
        write_smaller(path, 0.5)
    person = desk.open(tmp_path / "library", n_workers=2, trash=FakeTrash(tmp_path / "Trash"))
    person.add_folder(folder)
    made = Reviewer(person)
    made.go_to(Tier.SAME_PICTURE)
    assert len(made.groups()) == 3
    return made


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "Pictures"


def test_a_group_that_loses_a_photo_stays_in_sight_with_the_photo_that_is_meant(reviewer, folder):
    whole = reviewer.names()
    reviewer.person.press(Keys.Key_3)
    meant = whole[2]

    (folder / whole[1]).unlink()
    reviewer.wait_until_compared()

    assert set(reviewer.names()) == set(whole) - {whole[1]}
    assert len(reviewer.groups()) == 3
    reviewer.say(Keys.Key_T)
    (chosen,) = [told for told in reviewer.photos() if "chosen for the trash" in told]
    assert meant in chosen
    reviewer.person.look("what-is-left-of-the-group")
