"""Lists of keep rules are saved and read as they were."""

import json
from contextlib import closing

import pytest
from support.saying import raises_saying

from photosim.core.errors import StoreError, StoreTooNewError
from photosim.core.records.review import Preset, Rule, RuleKind
from photosim.core.store import Store
from photosim.core.store.connection import open_writer

HOLIDAY = Preset(
    "Holiday",
    (Rule(RuleKind.PREFERRED_FOLDER, ("/p/\udcff", "/p/ä")), Rule(RuleKind.MOST_PIXELS)),
    never_touch=("/archive", "/\udcfe"),
    breaks_ties=True,
)


def test_preset_is_read_as_it_was_saved_also_after_a_new_start(path, store):
    store.presets.save(HOLIDAY)

    with closing(Store.open(path)) as again:
        assert again.presets.all() == [HOLIDAY]


def test_preset_of_the_first_versions_breaks_no_ties(path, store):
    content = json.dumps({"rules": [], "never_touch": []})
    with closing(open_writer(path)) as connection:
        connection.execute(
            "INSERT INTO preset (name, version, content) VALUES (?, 1, ?)", ("Old", content)
        )

    assert store.presets.all() == [Preset("Old", (), breaks_ties=False)]


def test_presets_come_by_name_and_one_of_the_same_name_is_replaced(store):
    store.presets.save(HOLIDAY)
    store.presets.save(Preset("air", ()))
    store.presets.save(Preset("Zoo", ()))
    store.presets.save(Preset("Holiday", ()))

    assert [preset.name for preset in store.presets.all()] == ["air", "Holiday", "Zoo"]
    assert store.presets.all()[1].rules == ()


def test_preset_is_forgotten(store):
    store.presets.save(HOLIDAY)

    store.presets.forget("Holiday")
    store.presets.forget("never saved")

    assert store.presets.all() == []


def test_folder_that_one_preset_never_touches_is_never_touched(store):
    assert store.presets.never_touch() == ()

    store.presets.save(HOLIDAY)
    store.presets.save(Preset("Zoo", (), ("/archive", "/zoo")))

    assert store.presets.never_touch() == ("/archive", "/zoo", "/\udcfe")


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        "{}",
        json.dumps({"rules": [{"kind": "WISHED", "values": []}], "never_touch": []}),
        json.dumps({"rules": [], "never_touch": "/archive"}),
        json.dumps({"rules": [{"kind": "FORMAT", "values": [1]}], "never_touch": []}),
    ],
)
def test_preset_that_makes_no_sense_is_damage(path, store, content):
    store.presets.save(HOLIDAY)
    with closing(open_writer(path)) as connection:
        connection.execute("UPDATE preset SET content = ?", (content,))

    with raises_saying(StoreError, "'Holiday'"):
        store.presets.all()


def test_preset_of_a_newer_photosim_is_not_left_out_in_silence(path, store):
    store.presets.save(HOLIDAY)
    with closing(open_writer(path)) as connection:
        connection.execute("UPDATE preset SET version = 2")

    with pytest.raises(StoreTooNewError):
        store.presets.never_touch()
