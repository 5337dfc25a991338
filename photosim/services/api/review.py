"""What the window asks of a review, from any thread: passed on to the library thread.

What is done stands in `services.duplicates.review`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from photosim.core.records.pairs import Tier
from photosim.core.records.review import (
    Group,
    GroupDetail,
    GroupFilter,
    Preset,
    PreviewedGroup,
    Proposed,
    RulePreview,
    Verdict,
    VerdictRow,
)
from photosim.services.duplicates.review import Choices, Reviewing
from photosim.services.library.access import Access, Failed
from photosim.services.library.open_library import OpenedLibrary
from photosim.services.runtime.jobs import Job


class ReviewQuestions:
    """Every method is for any thread; `done` and `failed` come from the library thread.

    Args:
        access: the way to the library.
        compare: has compared what is not compared yet; in the library thread.
    """

    def __init__(self, access: Access, compare: Callable[[OpenedLibrary, Job], None]) -> None:
        self._access = access
        self._compare = compare

    def compare(self, done: Callable[[None], None], failed: Failed) -> Job:
        """Compare what is not compared yet, also while paused, and tell when that is done."""
        job = Job(done, failed)
        self._access.submit(lambda o: self._compare(o, job), _nothing, job.fail)
        return job

    def groups(
        self, wanted: GroupFilter, done: Callable[[Sequence[Group]], None], failed: Failed
    ) -> Job:
        """The groups of duplicates or similar shots that a filter wants, in its order."""
        return self._access.run(lambda o: o.groups.listed(wanted), done, failed)

    def group(self, group_id: str, done: Callable[[GroupDetail], None], failed: Failed) -> Job:
        """All of one group; `failed` gets a `ReviewError` when it is not there any more."""
        return self._access.run(lambda o: o.groups.detail(group_id), done, failed)

    def group_details(
        self, wanted: GroupFilter, done: Callable[[Sequence[GroupDetail]], None], failed: Failed
    ) -> Job:
        """All of every group that a filter wants; takes a second for some hundred groups."""
        return self._access.run(lambda o: o.groups.details(wanted), done, failed)

    def choose(
        self, group_id: str, choices: Choices, done: Callable[[Choices], None], failed: Failed
    ) -> Job:
        """Remember what shall become of members of a group, chosen by hand.

        `done` gets the choices as they were before; `failed` a `ReviewError` when the group is
        another one now.
        """
        return self._access.run(lambda o: _review(o).choose(group_id, choices), done, failed)

    def choose_many(
        self,
        choices: Mapping[str, Choices],
        done: Callable[[Mapping[str, Choices]], None],
        failed: Failed,
    ) -> Job:
        """Remember what keep rules chose for many groups; those that are gone are left out.

        `done` gets the choices as they were before.
        """
        return self._access.run(lambda o: _review(o).choose_many(choices), done, failed)

    def decide(
        self,
        group_id: str,
        kind: Verdict,
        keys: Sequence[int],
        done: Callable[[Sequence[int]], None],
        failed: Failed,
    ) -> Job:
        """Remember a verdict for good: of each of some members for `KEEP`, else of every two.

        `done` gets the numbers of what was not said before, to `revoke` it.
        """
        return self._access.run(lambda o: _review(o).decide(group_id, kind, keys), done, failed)

    def verdicts(
        self, text: str, done: Callable[[Sequence[VerdictRow]], None], failed: Failed
    ) -> Job:
        """The verdicts, the last first, whose old or present paths contain `text`."""
        return self._access.run(lambda o: _review(o).verdicts(text), done, failed)

    def revoke(
        self, verdict_ids: Sequence[int], done: Callable[[None], None], failed: Failed
    ) -> Job:
        """Let verdicts hold no more."""
        return self._access.run(lambda o: _review(o).revoke(verdict_ids), done, failed)

    def decide_again(
        self, rows: Sequence[VerdictRow], done: Callable[[Sequence[int]], None], failed: Failed
    ) -> Job:
        """Let revoked verdicts hold again; `done` gets their numbers, the same as before."""
        return self._access.run(lambda o: _review(o).decide_again(rows), done, failed)

    def preview(
        self, tier: Tier, preset: Preset, done: Callable[[RulePreview], None], failed: Failed
    ) -> Job:
        """What keep rules would do to all groups of a tier but those chosen by hand.

        Args:
            tier: never `SIMILAR_SHOTS`: `failed` gets a `ReviewError`.
            preset: the rules, saved or not.
            done: gets the preview; nothing is chosen by it.
            failed: gets what went wrong.
        """
        return self._access.run(lambda o: _review(o).preview(tier, preset), done, failed)

    def preview_groups(
        self,
        choices: Proposed,
        done: Callable[[Sequence[PreviewedGroup]], None],
        failed: Failed,
    ) -> Job:
        """Some groups of a preview, a few dozen, with what is shown of them.

        `choices` is what the preview proposed for them; groups that are gone have no members.
        """
        return self._access.run(lambda o: _review(o).preview_groups(choices), done, failed)

    def presets(self, done: Callable[[Sequence[Preset]], None], failed: Failed) -> Job:
        """The saved keep rules, by name."""
        return self._access.submit(lambda o: o.library.store.presets.all(), done, failed)

    def save_preset(self, preset: Preset, done: Callable[[None], None], failed: Failed) -> Job:
        """Save keep rules under their name; from now on nobody touches their folders."""
        return self._access.submit(lambda o: _review(o).save_preset(preset), done, failed)

    def forget_preset(self, name: str, done: Callable[[None], None], failed: Failed) -> Job:
        """Forget saved keep rules."""
        return self._access.submit(lambda o: o.library.store.presets.forget(name), done, failed)


def _review(opened: OpenedLibrary) -> Reviewing:
    return Reviewing(opened.library.store, opened.groups, opened.comparing)


def _nothing(_: object) -> None:
    """`done` comes with the end of the comparing."""
