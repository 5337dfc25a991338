"""A preview counts what keep rules would do to all groups, and does nothing."""

import os
from contextlib import closing
from datetime import datetime

import pytest
from support.made_up import file_id, photo_at, put, take

from photosim.core.duplicates.companion_contents import CompanionContents
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.duplicates.preview import previewed
from photosim.core.records.pairs import Tier
from photosim.core.records.photos import Metadata, Stamp
from photosim.core.records.reasons import Why
from photosim.core.records.reasons import reason as because
from photosim.core.records.review import DEFAULTS, Choice, Group, Preset, Rule, RuleKind, Verdict
from photosim.core.store import Store
from photosim.core.store.files_beside import NOT_LOOKED
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity
from photosim.texts.reason_wording import phrase

KEEP, TRASH, OPEN = Choice.KEEP, Choice.TRASH, Choice.OPEN
PICTURE, FILE = Tier.SAME_PICTURE, Tier.SAME_FILE
PIXELS = Preset("pixels", (Rule(RuleKind.MOST_PIXELS),))


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        yield store


def group(store, *paths: bytes, tier=PICTURE) -> Group:
    ids = tuple(dict.fromkeys(photo_at(store, path) for path in paths))
    return Group(f"{tier} {ids}", tier, ids, len(paths), 0.9, 0, 0.0)


def done(steps):
    """What a generator returns, and how often it yielded."""
    n = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, n
        n += 1


def preview(store, *groups, preset=PIXELS):
    tier = groups[0].tier if groups else PICTURE
    return done(previewed(store, tier, groups, preset))[0]


def test_preview_counts_groups_members_and_bytes(store):
    put(store, {b"a.jpg": "aaa", b"c.jpg": "c", b"d.jpg": "d"})
    put(store, {b"small.jpg": "small", b"copy/small.jpg": "small"}, width=64, height=48)
    first, second = group(store, b"a.jpg", b"small.jpg"), group(store, b"c.jpg", b"d.jpg")

    found = preview(store, first, second)

    assert (found.n_groups, found.n_undecided, found.n_trash) == (1, 1, 1)
    assert (found.n_losing, found.n_partly) == (1, 0)
    assert found.freed == 2 * len("small")
    assert set(found.going) == {"/photos/small.jpg", "/photos/copy/small.jpg"}
    a, small = photo_at(store, b"a.jpg"), photo_at(store, b"small.jpg")
    said = {key: (choice, phrase(why)) for key, (choice, why) in found.choices[first.id].items()}
    assert said == {
        a: (KEEP, "most pixels: 0.31 instead of 0.0031 MP"),
        small: (TRASH, "fewer pixels: 0.0031 instead of 0.31 MP"),
    }
    assert {choice for choice, _ in found.choices[second.id].values()} == {OPEN}
    assert store.choices.of(PICTURE) == {}


def test_first_by_path_stays_where_no_rule_decides_and_the_preset_says_so(store):
    put(store, {b"x/b.jpg": "b", b"y/a.jpg": "a"})
    tied = group(store, b"y/a.jpg", b"x/b.jpg")

    found = preview(store, tied, preset=Preset("ties", (), breaks_ties=True))

    assert found.going == ("/photos/y/a.jpg",)
    assert preview(store, tied, preset=Preset("open", ())).n_undecided == 1


def test_files_of_one_photo_are_told_apart_by_their_places(store):
    put(store, {b"best/a.jpg": "a", b"other/a.jpg": "a"})
    preset = Preset("best", (Rule(RuleKind.PREFERRED_FOLDER, ("/photos/best",)),))

    found = preview(store, group(store, b"best/a.jpg", b"other/a.jpg", tier=FILE), preset=preset)

    [choices] = found.choices.values()
    assert {key: choice for key, (choice, _) in choices.items()} == {
        file_id(store, b"best/a.jpg"): KEEP,
        file_id(store, b"other/a.jpg"): TRASH,
    }
    assert found.freed == 1


def test_names_of_one_file_are_no_members(store):
    put(store, {b"a.jpg": "a", b"link.jpg": "a", b"copy.jpg": "a"})
    with store.transaction():
        for name, inode in ((b"a.jpg", 7), (b"link.jpg", 7), (b"copy.jpg", 8)):
            store.files.change(1, b"", {name: Stamp(5, 5, inode)})
            store.files.done(file_id(store, name), Stamp(5, 5, inode), 1)

    [members] = PlainMembers(store).of([group(store, b"a.jpg", tier=FILE)])

    assert [one.key for one in members] == [file_id(store, b"a.jpg"), file_id(store, b"copy.jpg")]


def test_folders_that_any_preset_never_touches_hold_in_every_preview(store):
    put(store, {b"a.jpg": "a"})
    put(store, {b"safe/b.jpg": "b"}, width=10, height=10)
    store.presets.save(Preset("other", (), ("/photos/safe",)))

    found = preview(store, group(store, b"a.jpg", b"safe/b.jpg"))

    assert found.n_trash == 0
    [choices] = found.choices.values()
    assert (KEEP, because(Why.PROTECTED)) in choices.values()


def test_photo_that_the_person_keeps_is_not_proposed(store):
    put(store, {b"a.jpg": "a"})
    put(store, {b"b.jpg": "b"}, width=10, height=10)
    [kept] = store.photos.get([photo_at(store, b"b.jpg")])
    store.verdicts.add([NewVerdict(Verdict.KEEP, PhotoIdentity(kept.content_hash, b"/b"))], 1.0)

    assert preview(store, group(store, b"a.jpg", b"b.jpg")).n_trash == 0


def test_group_in_which_the_person_chose_by_hand_is_left_out(store):
    put(store, {b"a.jpg": "a", b"c.jpg": "c"})
    put(store, {b"b.jpg": "b", b"d.jpg": "d"}, width=10, height=10)
    by_hand, by_rules = group(store, b"a.jpg", b"b.jpg"), group(store, b"c.jpg", b"d.jpg")
    store.choices.choose(PICTURE, {photo_at(store, b"b.jpg"): KEEP})
    store.choices.choose(PICTURE, {photo_at(store, b"d.jpg"): KEEP}, by_hand=False)

    assert list(preview(store, by_hand, by_rules).choices) == [by_rules.id]


def test_group_that_lost_its_members_meanwhile_is_left_out(store):
    put(store, {b"a.jpg": "a", b"b.jpg": "b"})
    lost = group(store, b"a.jpg", b"b.jpg")
    take(store, b"b.jpg")

    assert preview(store, lost) == preview(store)


def test_raw_file_beside_a_photo_counts_as_its_companion(store):
    taken = Metadata(taken=datetime(2019, 5, 3))
    put(store, {b"IMG_1.jpg": "a", b"IMG_1.CR2": "raw", b"x/IMG_1.jpg": "b"}, metadata=taken)
    put(store, {b"y/IMG_E1.jpg": "c"}, metadata=taken)

    [members] = PlainMembers(store).of([group(store, b"IMG_1.jpg", b"x/IMG_1.jpg")])

    assert [one.companions for one in members] == [("IMG_1.CR2",), ()]


def test_edited_photo_of_a_shot_belongs_to_it(store):
    put(store, {b"IMG_1234.HEIC": "a", b"IMG_E1234.HEIC": "b", b"c.jpg": "c"})

    [members] = PlainMembers(store).of([group(store, b"IMG_1234.HEIC", b"c.jpg")])

    assert [one.companions for one in members] == [("IMG_E1234.HEIC",), ()]


def lies_beside(store, sizes, directory=b""):
    with store.transaction():
        store.beside.put(1, directory, sizes)


def test_films_and_sidecars_that_a_scan_saw_are_companions(store):
    put(store, {b"IMG_1.jpg": "a", b"IMG_2.jpg": "b", b"x/IMG_1.jpg": "c", b"x/o.jpg": "d"})
    lies_beside(store, {b"IMG_1.MOV": 9, b"IMG_1.jpg.xmp": 0, b"IMG_3.MOV": 7})

    found = PlainMembers(store).of([group(store, b"IMG_1.jpg", b"IMG_2.jpg", b"x/IMG_1.jpg")])

    assert [one.companions for one in found[0]] == [("IMG_1.MOV", "IMG_1.jpg.xmp"), (), ()]
    assert [one.media for one in found[0]] == [(("IMG_1.MOV", 9),), (), ()]


@pytest.fixture
def filmed(store, tmp_path):
    """Two equal photos, each with a film of three bytes beside it."""

    def filmed(*films: bytes):
        put(store, {b"b/I.jpg": "a", b"a/I.jpg": "a"}, os.fsencode(tmp_path))
        for directory, film in zip(("a", "b"), films, strict=True):
            lies_beside(store, {b"I.MOV": 3}, directory.encode())
            (tmp_path / directory).mkdir()
            (tmp_path / directory / "I.MOV").write_bytes(film)
        photo_id = photo_at(store, b"a/I.jpg", os.fsencode(tmp_path))
        return Group("films", FILE, (photo_id,), 2, 1.0, 0, 0.0)

    return filmed


@pytest.mark.parametrize(("films", "n_trash"), [((b"one", b"one"), 1), ((b"one", b"two"), 0)])
def test_equal_photos_with_films_of_one_size_go_only_where_the_films_are_equal(
    store, filmed, films, n_trash
):
    assert preview(store, filmed(*films), preset=DEFAULTS[FILE]).n_trash == n_trash


def test_films_that_a_disk_does_not_give_are_equal_to_nothing(store, filmed):
    silent = CompanionContents(lambda path: "")

    [members] = PlainMembers(store, silent).of([filmed(b"one", b"one")])

    assert [one.media for one in members] == [(("I.MOV", 3),)] * 2


def test_nothing_is_read_where_one_photo_alone_has_a_film_of_that_size(store, filmed):
    wanted = filmed(b"one", b"one")
    lies_beside(store, {b"I.MOV": 4}, b"b")
    read = []

    PlainMembers(store, CompanionContents(lambda path: read.append(path) or "")).of([wanted])

    assert read == []


def test_of_the_files_of_a_photo_the_first_is_the_one_that_stays_where_equal_ones_go(
    store, filmed, tmp_path
):
    equal = filmed(b"one", b"one")
    put(store, {b"c.jpg": "c"}, os.fsencode(tmp_path))
    other = photo_at(store, b"c.jpg", os.fsencode(tmp_path))
    pair = Group("versions", PICTURE, (*equal.photo_ids, other), 2, 0.9, 0, 0.0)

    [of_files, of_photos] = PlainMembers(store).of([equal, pair])
    preset = DEFAULTS[FILE]
    said = KeepRules(preset.rules, breaks_ties=preset.breaks_ties).propose(FILE, of_files)

    [stays] = [one.paths[0] for one in of_files if said[one.key][0] is KEEP]
    assert of_photos[0].paths[0] == stays


def test_what_photos_share_belongs_to_each(store):
    put(store, {b"I.jpg": "a", b"I.png": "b"})
    lies_beside(store, {b"I.xmp": 0, b"I.mp4": 3})

    [members] = PlainMembers(store).of([group(store, b"I.jpg", b"I.png")])

    assert {one.companions for one in members} == {("I.mp4", "I.xmp")}


def test_many_photos_of_a_directory_have_what_few_have(store):
    names = [b"IMG_%d.jpg" % number for number in range(20)]
    put(store, {name: name.decode() for name in names})
    lies_beside(store, {name + b".xmp": 0 for name in names})

    [members] = PlainMembers(store).of([group(store, *names)])

    assert [one.companions for one in members] == [(f"{name.decode()}.xmp",) for name in names]


@pytest.mark.parametrize("tier", [FILE, PICTURE])
def test_of_a_folder_that_was_not_looked_beside_nothing_is_proposed(store, tier):
    put(store, {b"a.jpg": "a", b"b.jpg": "a" if tier is FILE else "b"}, width=9, height=9)
    one = group(store, b"a.jpg", b"b.jpg", tier=tier)
    with store.transaction():
        store.library_facts.set(NOT_LOOKED, [1])
    preset = DEFAULTS[tier]

    [proposal] = preview(store, one, preset=preset).choices.values()

    assert set(proposal.values()) == {(OPEN, because(Why.UNEXAMINED))}


def test_preview_gives_way_now_and_then_and_can_be_given_up(store):
    put(store, {b"a.jpg": "a", b"b.jpg": "b"})
    one = group(store, b"a.jpg", b"b.jpg")
    groups = [Group(str(n), PICTURE, one.photo_ids, 2, 0.9, 0, 0.0) for n in range(20_000)]

    found, n_yields = done(previewed(store, PICTURE, groups, PIXELS))

    assert len(found.choices) == 20_000
    assert found.n_undecided == 20_000
    assert n_yields >= 100
    steps = previewed(store, PICTURE, groups, PIXELS)
    next(steps)
    steps.close()
