import pytest

from photosim.core.records.photos import Evidence
from photosim.texts import match_wording


@pytest.mark.parametrize(
    ("similarity", "evidence", "percent"),
    [
        (1.0, Evidence.EMBEDDING, 100),
        (0.996, Evidence.EMBEDDING, 99),
        (0.996, Evidence.PROBABLY_SAME, 100),
        (0.996, "same picture", 100),
        (0.996, "embedding", 99),
        (0.948, "embedding", 95),
    ],
)
def test_a_hundred_per_cent_is_kept_for_the_same_picture(similarity, evidence, percent):
    assert match_wording.percent(similarity, evidence) == percent


@pytest.mark.parametrize(("similarity", "percent"), [(0.9952, 99), (0.97, 97), (1.0, 100)])
def test_all_of_a_group_are_at_least_so_much_alike(similarity, percent):
    assert match_wording.percent_at_least(similarity) == percent
