"""What the window asks of a review, from any thread: passed on to the library thread.

What is done stands in `services.duplicates.review`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

from photosim.core.records.pairs import Tier
from photosim.core.records.review import (
    ChoicesByKey,
    ChoicesMade,
    ChosenAgain,
    ChosenIn,
    Group,
    GroupDetail,
    GroupFilter,
    Preset,
    PreviewedGroup,
    Proposed,
    RulePreview,
    Verdict,
    VerdictRow,
    VerdictsMade,
)
from photosim.services.duplicates.review import Review
from photosim.services.library.access import Access
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.futures import pass_failure


class ReviewQuestions:
    """Every method is for any thread; answers come from the library thread.

    Args:
        access: the way to the library.
        compare: has compared what is not compared yet; in the library thread.
    """

    def __init__(
        self, access: Access, compare: Callable[[OpenedLibrary, Future[None]], None]
    ) -> None:
        self._access = access
        self._compare = compare

    def compare(self) -> Future[None]:
        """Compare what is not compared yet, also while paused; answers when that is done."""
        answer: Future[None] = Future()
        pass_failure(self._access.submit(lambda o: self._compare(o, answer)), answer)
        return answer

    def groups(self, wanted: GroupFilter) -> Future[Sequence[Group]]:
        """The groups of duplicates or similar shots that a filter wants, in its order."""
        return self._access.run(lambda o: o.groups.listed(wanted))

    def group(self, group_id: str) -> Future[GroupDetail]:
        """All of one group; fails with a `ReviewError` when it is not there any more."""
        return self._access.run(lambda o: o.groups.detail(group_id))

    def group_details(self, wanted: GroupFilter) -> Future[Sequence[GroupDetail]]:
        """All of every group that a filter wants; takes a second for some hundred groups."""
        return self._access.run(lambda o: o.groups.details(wanted))

    def choose(self, group_id: str, choices: ChoicesByKey) -> Future[ChoicesMade]:
        """Remember what shall become of members of a group, chosen by hand.

        Answers with what takes that back; fails with a `ReviewError` when the group is
        another one now.
        """
        return self._access.run(lambda o: _review(o).choose(group_id, choices))

    def choose_many(self, choices: Mapping[str, ChoicesByKey]) -> Future[ChoicesMade]:
        """Remember what keep rules chose for many groups; those that are gone are left out.

        Answers with what takes that back.
        """
        return self._access.run(lambda o: _review(o).choose_many(choices))

    def choose_again(self, wanted: Sequence[ChosenIn]) -> Future[ChosenAgain]:
        """Take choices back, or make them again, also where the groups have changed since.

        Answers with what became of each; a photo is put down for the trash again only where all
        that were in its group then are in it still.
        """
        return self._access.run(lambda o: _review(o).choose_again(wanted))

    def decide(self, group_id: str, kind: Verdict, keys: Sequence[int]) -> Future[VerdictsMade]:
        """Remember a verdict for good: of each of some members for `KEEP`, else of every two.

        Answers with what takes that back: the ids of what was not said before, for `revoke`, and
        what was to go, for `choose_again`.
        """
        return self._access.run(lambda o: _review(o).decide(group_id, kind, keys))

    def verdicts(self, text: str) -> Future[Sequence[VerdictRow]]:
        """The verdicts, the last first, whose old or present paths contain `text`."""
        return self._access.run(lambda o: _review(o).verdicts(text))

    def revoke(self, verdict_ids: Sequence[int]) -> Future[None]:
        """Let verdicts hold no more."""
        return self._access.run(lambda o: _review(o).revoke(verdict_ids))

    def decide_again(self, rows: Sequence[VerdictRow]) -> Future[Sequence[int]]:
        """Let revoked verdicts hold again; answers with their numbers, the same as before."""
        return self._access.run(lambda o: _review(o).decide_again(rows))

    def preview(self, tier: Tier, preset: Preset) -> Future[RulePreview]:
        """What keep rules would do to all groups of a tier but those chosen by hand.

        Args:
            tier: never `SIMILAR_SHOTS`: that fails with a `ReviewError`.
            preset: the rules, saved or not; nothing is chosen by them yet.
        """
        return self._access.run(lambda o: _review(o).preview(tier, preset))

    def preview_groups(self, choices: Proposed) -> Future[Sequence[PreviewedGroup]]:
        """Some groups of a preview, a few dozen, with what is shown of them.

        `choices` is what the preview proposed for them; groups that are gone have no members.
        """
        return self._access.run(lambda o: _review(o).preview_groups(choices))

    def presets(self) -> Future[Sequence[Preset]]:
        """The saved keep rules, by name."""
        return self._access.submit(lambda o: o.library.store.presets.all())

    def save_preset(self, preset: Preset) -> Future[None]:
        """Save keep rules under their name; from now on nobody touches their folders."""
        return self._access.submit(lambda o: _review(o).save_preset(preset))

    def forget_preset(self, name: str) -> Future[None]:
        """Forget saved keep rules."""
        return self._access.submit(lambda o: o.library.store.presets.forget(name))


def _review(opened: OpenedLibrary) -> Review:
    return Review(opened.library.store, opened.groups, opened.compare_run)
