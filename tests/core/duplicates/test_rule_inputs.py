"""What rules go by besides a group is read anew where the person said something."""

from contextlib import closing

import pytest
from support.made_up import content_hash, photo_at, put

from photosim.core.duplicates.rule_inputs import RuleInputs
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, Preset, Rule, RuleKind, Verdict
from photosim.core.store import Store
from photosim.core.store.verdicts import NewVerdict, PhotoIdentity

PICTURE, SHOTS = Tier.SAME_PICTURE, Tier.SIMILAR_SHOTS


@pytest.fixture
def store(tmp_path):
    with closing(Store.open(tmp_path / "library.db")) as store:
        put(store, {b"a.jpg": "a", b"b.jpg": "b"})
        yield store


def test_folders_of_all_presets_are_never_touched(store):
    before = RuleInputs.read(store, PICTURE)
    for name in ("z", "a"):
        store.presets.save(Preset(name, (Rule(RuleKind.OLDEST),), (f"/photos/{name}",)))

    inputs = RuleInputs.read(store, PICTURE)

    assert inputs.never_touch == ("/photos/a", "/photos/z")
    assert inputs != before


def test_a_photo_that_is_always_kept_is_kept_in_every_tier(store):
    identity = PhotoIdentity(content_hash("a"), b"/photos/a.jpg")
    store.verdicts.add([NewVerdict(Verdict.KEEP, identity)], 1.0)

    for tier in Tier:
        assert RuleInputs.read(store, tier).kept == {content_hash("a")}


def test_what_is_kept_in_one_tier_is_kept_elsewhere_for_the_others_alone(store):
    store.choices.choose(SHOTS, {photo_at(store, b"a.jpg"): Choice.KEEP})

    assert RuleInputs.read(store, PICTURE).kept_elsewhere == {content_hash("a")}
    assert not RuleInputs.read(store, SHOTS).kept_elsewhere


def test_inputs_are_equal_as_long_as_nothing_is_said(store):
    assert RuleInputs.read(store, PICTURE) == RuleInputs.read(store, PICTURE)
