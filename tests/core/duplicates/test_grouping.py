"""The groups of a library follow its pairs, its files and what a person said of them."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

import pytest
from support import made_up

from photosim.core.duplicates.grouping import Grouping
from photosim.core.records.pairs import Comparison, Tier
from photosim.core.records.photos import Metadata, Stamp
from photosim.core.records.quality import Quality
from photosim.core.records.review import Group, Verdict
from photosim.core.store import Store
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity

SAME, SIMILAR, COPIES = Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS, Tier.SAME_FILE


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        yield store


@pytest.fixture
def album(store) -> Album:
    return Album(store)


class Album:
    """A store whose photos are named after their files."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.grouping = Grouping(store)

    def put(self, *names: str, **more) -> None:
        made_up.put(self.store, {f"{name}.jpg".encode(): name for name in names}, **more)

    def id(self, name: str) -> int:
        return made_up.photo_at(self.store, f"{name}.jpg".encode())

    def say(self, tier: Tier | None, *pairs: str, similarity: float = 0.9) -> None:
        """What pairs of photos with names of one letter are to each other."""
        with self.store.transaction():
            self.store.pairs.put(
                Comparison(self.id(a), self.id(b), tier, similarity) for a, b in pairs
            )

    def copy(self, name: str, path: bytes, inode: int) -> None:
        """One more file of a photo."""
        directory, _, own = path.rpartition(b"/")
        files, photo = self.store.files, self.id(name)
        with self.store.transaction():
            files.add(1, directory, {own: Stamp(5, 5, inode)})
            (row,) = files.rows(1, directory, [own])
            files.done(row.id, row.stamp, photo)

    def loaded(self) -> Grouping:
        for _ in self.grouping.load():
            pass
        return self.grouping

    def groups(self, tier: Tier) -> list[str]:
        """The names of each group's photos, cover first."""
        names = {self.id(name): name for name in "abcdefgh" if self._is_there(name)}
        found = [
            "".join(names[photo] for photo in one.group.photo_ids)
            for one in self.grouping.all(tier)
        ]
        return sorted(found)

    def _is_there(self, name: str) -> bool:
        rows = self.store.files.rows(1, b"", [f"{name}.jpg".encode()])
        return bool(rows)


def same_members(found: list[str], *wanted: str) -> bool:
    return sorted(map(sorted, found)) == sorted(map(sorted, wanted))


def test_groups_of_each_tier_come_from_verified_pairs(album):
    album.put(*"abcdef")
    album.say(SAME, "ab", similarity=0.99)
    album.say(SIMILAR, "cd", "ce", "de", similarity=0.8)
    album.say(None, "af")

    album.loaded()

    assert same_members(album.groups(SAME), "ab")
    assert same_members(album.groups(SIMILAR), "cde")
    assert album.grouping.counts()[SAME][0] == 1


def test_chain_stays_two_groups(album):
    album.put(*"abc")
    album.say(SAME, "ab", similarity=0.99)
    album.say(SAME, "bc", similarity=0.95)

    album.loaded()

    assert same_members(album.groups(SAME), "ab")


def test_photos_of_one_picture_count_as_one_among_similar_shots(album):
    album.put("a", width=4000, height=3000)
    album.put(*"bcd")
    album.say(SAME, "ab")
    album.say(SIMILAR, "ac", "ad", "cd", "bc")

    album.loaded()

    assert album.groups(SAME) == ["ab"]
    assert same_members(album.groups(SIMILAR), "acd")


def test_cover_of_a_picture_has_most_pixels_and_that_of_shots_is_the_best_one(album):
    album.put("a", width=400, height=300)
    album.put("b", width=4000, height=3000)
    album.put("c", width=1000, height=700)
    album.put("d", "e")
    album.say(SAME, "ab", "ac", "bc")
    album.say(SIMILAR, "de")
    sharp, soft = Quality(30, 0, 118, 0), Quality(3, 0, 118, 0)
    with album.store.transaction():
        album.store.pairs.put_qualities({album.id("d"): soft, album.id("e"): sharp})

    album.loaded()

    assert album.groups(SAME)[0][0] == "b"
    assert album.groups(SIMILAR) == ["ed"]


def test_group_says_what_it_frees_when_it_was_taken_and_where_it_lies(album):
    album.put("a", width=4000, height=3000, size=900, file_format="HEIF")
    album.put("b", size=500)
    album.copy("b", b"x/b2.jpg", inode=77)
    album.say(SAME, "ab", similarity=0.9375)

    (found,) = album.loaded().all(SAME)

    assert found.group == Group(
        found.group.id,
        SAME,
        (album.id("a"), album.id("b")),
        2,
        weakest=0.9375,
        freed=1000,
        newest=5e-9,
        folder_ids=(1,),
        formats=("HEIF", "JPEG"),
        largest=900,
        n_open=2,
        is_taken=False,
    )
    assert found.keys == found.group.photo_ids


def test_equal_files_are_a_group_but_not_several_names_of_one_file(album):
    album.put("a")
    album.put("b", stamp=Stamp(5, 5, 5))
    album.copy("a", b"x/a2.jpg", inode=77)
    album.copy("a", b"x/same.jpg", inode=77)
    album.copy("b", b"x/b2.jpg", inode=88)
    album.copy("b", b"y/b3.jpg", inode=88)
    made_up.take(album.store, b"b.jpg")  # what is left of it are two names of one file

    (found,) = album.loaded().all(COPIES)

    assert found.group.photo_ids == (album.id("a"),)
    assert (found.group.n_members, found.group.n_open, len(found.keys)) == (2, 2, 2)
    assert found.keys[0] == made_up.file_id(album.store, b"a.jpg")


@pytest.mark.parametrize(
    ("devices", "n_copies"),
    [
        ({"1": {"": 7, "y": 8}}, 2),
        ({"1": {"": 7, "y": 7}}, 0),
        ({"1": {"": 7, "x/y": 8}}, 0),
        ({"1": {"y": 8}}, 0),  # where the other one lies is not known yet
        ({"2": {"": 7}}, 0),
        ({}, 0),
        ([], 0),
    ],
)
def test_files_of_one_inode_number_on_two_devices_are_two_files(album, devices, n_copies):
    album.put("b", stamp=Stamp(5, 5, 5))
    album.copy("b", b"x/b2.jpg", inode=88)
    album.copy("b", b"y/deep/b3.jpg", inode=88)
    made_up.take(album.store, b"b.jpg")
    with album.store.transaction():
        album.store.library_facts.set("devices of folders", devices)

    found = album.loaded().all(COPIES)

    assert sum(len(one.keys) for one in found) == n_copies


def test_raw_and_jpeg_of_one_shot_are_one_and_the_jpeg_stands_for_it(album):
    made_up.put(album.store, {b"IMG_1.CR2": "raw"}, file_format="RAW", width=6000, height=4000)
    made_up.put(album.store, {b"IMG_1.JPG": "jpeg"})
    album.put("a")
    raw, jpeg = (made_up.photo_at(album.store, name) for name in (b"IMG_1.CR2", b"IMG_1.JPG"))
    pairs = [(raw, jpeg), (raw, album.id("a")), (jpeg, album.id("a"))]
    with album.store.transaction():
        album.store.pairs.put(Comparison(a, b, SAME, 0.99) for a, b in pairs)

    (found,) = album.loaded().all(SAME)

    assert set(found.group.photo_ids) == {jpeg, album.id("a")}


def test_verdict_keeps_two_photos_out_of_one_group_whatever_the_tier(album):
    album.put(*"abc")
    album.say(SAME, "ab", "ac", "bc")
    album.loaded()
    assert same_members(album.groups(SAME), "abc")
    a, b = (PhotoIdentity(made_up.content_hash(name), b"") for name in "ab")
    album.store.verdicts.add([NewVerdict(Verdict.NOT_DUPLICATES, a, b)], 1.0)

    concerned = album.grouping.keep_apart(album.store.verdicts.pairs())
    changed = album.grouping.refresh(concerned)

    assert changed and not any({*"ab"} <= set(group) for group in album.groups(SAME))
    assert not any({*"ab"} <= set(group) for group in album.groups(SIMILAR))
    assert album.grouping.refresh(album.grouping.keep_apart(frozenset()))
    assert same_members(album.groups(SAME), "abc")


def test_verdict_that_copies_stay_ends_the_group_of_equal_files(album):
    album.put("a")
    album.copy("a", b"x/a2.jpg", inode=77)
    assert len(album.loaded().all(COPIES)) == 1
    own = made_up.content_hash("a")

    album.grouping.refresh(album.grouping.keep_apart(frozenset({(own, own)})))

    assert album.grouping.all(COPIES) == []


def test_photo_that_is_gone_leaves_its_groups_and_comes_back_into_them(album):
    album.put(*"abc")
    album.say(SAME, "ab", "ac", "bc")
    album.loaded()
    gone = album.id("c")

    made_up.take(album.store, b"c.jpg")
    assert album.grouping.refresh([gone])
    assert same_members(album.groups(SAME), "ab")

    album.put("c")
    assert album.grouping.refresh([gone])
    assert same_members(album.groups(SAME), "abc")
    assert not album.grouping.refresh([gone])


def test_new_pairs_change_the_groups_of_their_own_photos_only(album):
    album.put(*"abcdef")
    album.say(SAME, "ab", "cd")
    album.loaded()
    album.say(SAME, "be", "ae")

    album.grouping.pair_graph.add(album.store.pairs.alike())
    album.grouping.refresh([album.id("e")])

    assert same_members(album.groups(SAME), "abe", "cd")


def test_time_of_a_group_is_that_of_its_newest_photo(album):
    album.put("a", metadata=Metadata(taken=datetime(2020, 1, 1)))
    album.put("b", metadata=Metadata(taken=datetime(2021, 1, 1)))
    album.say(SIMILAR, "ab")

    (found,) = album.loaded().all(SIMILAR)

    assert found.group.newest == datetime.fromisoformat("2021-01-01T00:00:00+00:00").timestamp()


def test_time_of_a_file_says_nothing_of_a_group_beside_capture_times(album):
    album.put("a", metadata=Metadata(taken=datetime(1965, 1, 1)))
    album.put("b")
    album.put("c")
    album.say(SAME, "ab")
    album.copy("c", b"c2.jpg", inode=77)

    (dated,), (undated,) = (album.loaded().all(tier) for tier in (SAME, Tier.SAME_FILE))

    assert (dated.group.newest, dated.group.is_taken) == (-157766400.0, True)
    assert (undated.group.newest, undated.group.is_taken) == (5e-9, False)


def test_triangles_are_closed_with_the_nearest_first(album):
    album.put(*"abcd")
    album.say(SAME, "ab", "bc")
    album.say(SIMILAR, "cd", similarity=0.5)
    album.loaded()
    a, b, c, d = (album.id(name) for name in "abcd")

    assert album.grouping.pair_graph.open_triangles([a, b, c, d]) == sorted([(a, c), (b, d)])
