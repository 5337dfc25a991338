"""Somebody says that pairs are no duplicates, and is never asked about them again."""

from support.people import deciding
from support.people.reviewer import Reviewer
from support.trash_at_work import FakeTrash

from photosim.core.records.pairs import Tier

PAIRS = 10


def test_verdicts_hold_for_renamed_and_moved_files_and_under_another_threshold(desk, tmp_path):
    folder, trash = tmp_path / "Pictures", FakeTrash(tmp_path / "Trash")
    deciding.pairs(folder, PAIRS)
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash)
    person.add_folder(folder)
    reviewer = Reviewer(person)
    reviewer.wait_until_compared()
    before = deciding.together(reviewer, Tier.SAME_PICTURE)
    assert len(before) == PAIRS
    assert deciding.decide_all(reviewer) == PAIRS
    person.look("all-decided")
    desk.close(person)

    deciding.rename_all(folder)
    model = deciding.generous_card(tmp_path)
    person = desk.open(tmp_path / "library", n_workers=2, trash=trash, model=model)
    reviewer = Reviewer(person)
    reviewer.go_to(Tier.SAME_PICTURE)
    assert reviewer.empty_sentence
    assert deciding.together(reviewer, *deciding.ASKED).isdisjoint(before)
    person.choose("decisions")
    person.wait_until(lambda: len(reviewer.decisions()) == PAIRS)
    assert all("IMG_" in line and "gone" not in line for line in reviewer.decisions())
    person.look("decisions-of-renamed-photos")

    deciding.revoke_all(reviewer)
    assert deciding.together(reviewer, *deciding.ASKED) >= before
