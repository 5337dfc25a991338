"""The command `duplicates`: the groups of a library, after what is not compared yet was compared.

It brings nothing else up to date, and there is no command that deletes.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from typing import Any

from photosim.cli.console import (
    Command,
    JsonObject,
    Waiting,
    config,
    existing,
    finished,
    note,
    plain,
    told_pending,
)
from photosim.core.disk import free_space
from photosim.core.duplicates import losses
from photosim.core.errors import LibraryBusyError, PhotosimError
from photosim.core.layout import Layout
from photosim.core.records.pairs import Tier
from photosim.core.records.review import Choice, GroupDetail, GroupFilter, Member
from photosim.core.store import Store
from photosim.services.api.engine import Engine
from photosim.services.duplicates.group_questions import GroupQuestions
from photosim.services.duplicates.known_groups import KnownGroups
from photosim.services.trash.companion_survey import Companions, CompanionSurvey
from photosim.texts import amounts, error_wording, match_wording, reason_wording

GroupsWithCompanions = tuple[Sequence[GroupDetail], Companions]
"""Groups, and what lies beside their photos now and would go with them."""

TIERS = {tier.replace(" ", "-"): tier for tier in Tier}
"""The tiers by the names they have on the command line and in its answers."""


def duplicates(options: argparse.Namespace) -> JsonObject:
    """Groups of the tiers that the options name, those that free most first.

    Raises:
        PhotosimError: there is no library, or another program is writing to it.
    """
    layout = existing(options)
    tiers = [TIERS[options.tier]] if options.tier else list(Tier)
    try:
        found, companions = _compared(options, tiers)
    except LibraryBusyError:
        raise
    except PhotosimError as error:
        if free_space.refusal(layout.database) not in free_space.FULL:
            raise
        note(f"{error_wording.sentence(error)} These are the groups that were known before.")
        found, companions = _known(layout, tiers)
    return {"groups": [_told(detail, companions) for detail in found]} | told_pending(layout)


def _compared(options: argparse.Namespace, tiers: Sequence[Tier]) -> GroupsWithCompanions:
    """The groups after what is not compared yet was compared, and what lies beside them."""
    comparing = Waiting()
    engine = Engine(config(options), comparing.notify, watch=False)
    engine.start()
    try:
        comparing.wait(engine.review.compare())
        found = [detail for tier in tiers for detail in _details(engine, tier)]
        return found, Waiting().wait(engine.trash.whole_units(_paths(found)))
    finally:
        engine.stop()
        comparing.end_line()


def _known(layout: Layout, tiers: Sequence[Tier]) -> GroupsWithCompanions:
    """The same without comparing anything: of a library that cannot be written."""
    with contextlib.closing(Store.open_reader(layout.database)) as store:
        groups = GroupQuestions(store, KnownGroups(store))
        found = [one for tier in tiers for one in finished(groups.details(GroupFilter(tier)))]
        survey = CompanionSurvey(store.capture_times.taken)
        return found, finished(survey.whole_units(_paths(found)))


def _details(engine: Engine, tier: Tier) -> Sequence[GroupDetail]:
    return Waiting().wait(engine.review.group_details(GroupFilter(tier)))


def _paths(details: Sequence[GroupDetail]) -> list[str]:
    """Where the photos lie, beside which there may be what would go with them."""
    return [path for detail in details for member in detail.members for path in member.paths]


def _told(detail: GroupDetail, companions: Companions) -> dict[str, Any]:
    group, members = detail.group, detail.supported().members
    staying = [one for one in members if one.suggestion is not Choice.TRASH]
    return {
        "id": group.id,
        "tier": group.tier.replace(" ", "-"),
        "weakest_similarity": round(group.weakest, 4),
        "is_certain": group.is_certain,
        "photos": [_told_member(one, staying, companions) for one in members],
    }


def _told_member(
    member: Member, staying: Sequence[Member], companions: Companions
) -> dict[str, Any]:
    photo = member.photo
    lost = losses.lost(member, staying) if member.suggestion is Choice.TRASH else ()
    beside = {one.path for path in member.paths for one in companions.get(path, ())}
    return {
        "path": photo.path,
        "photo": photo.id,
        "width": photo.width,
        "height": photo.height,
        "bytes": photo.size,
        "is_damaged": photo.is_damaged,
        "taken": photo.taken.isoformat() if photo.taken else None,
        "suggestion": None if member.suggestion is Choice.OPEN else str(member.suggestion),
        "reason": reason_wording.phrase(member.reason),
        "lost": reason_wording.phrases(lost),
        "differences": reason_wording.phrases(member.changes),
        "place": _told_place(member),
        "companions": sorted(beside.difference(member.paths)),
    }


def _told_place(member: Member) -> list[float] | None:
    """Where the photo differs from the group's first: left, top, width, height, as fractions."""
    spot = member.differences.spot if member.differences else None
    if spot is None:
        return None
    box = spot.second
    return [round(side, 4) for side in (box.x, box.y, box.width, box.height)]


def _tell(answer: JsonObject) -> str:
    if not answer["groups"]:
        return "No duplicates and no similar shots were found."
    lines = [line for group in answer["groups"] for line in _tell_group(group)]
    n_groups = len(answer["groups"])
    noun = "group" if n_groups == 1 else "groups"
    return "\n".join([*lines, f"{n_groups} {noun}."])


def _tell_group(group: dict[str, Any]) -> list[str]:
    tier = group["tier"].replace("-", " ").capitalize()
    if not group["is_certain"]:
        tier = f"Probably the {tier.lower()}"
    head = f"{tier}, {len(group['photos'])} photos"
    if group["tier"] != "same-file":
        percent = match_wording.percent_at_least(group["weakest_similarity"])
        head += f", at least {percent}% alike"
    return [head, *(_tell_photo(photo) for photo in group["photos"]), ""]


def _tell_photo(photo: dict[str, Any]) -> str:
    size = f"{photo['width']} x {photo['height']}, {_size(photo['bytes'])}"
    damaged = ", damaged" if photo["is_damaged"] else ""
    reason = f": {plain(photo['reason'])}" if photo["reason"] else ""
    n_more = len(photo["companions"])
    more = f", with {n_more} more {'file' if n_more == 1 else 'files'}" if n_more else ""
    return (
        f"  {photo['suggestion'] or '':5}  {plain(photo['path'])} ({size}{damaged}{more}){reason}"
    )


def _size(n_bytes: int) -> str:
    """A file's size; below a tenth of a megabyte in kilobytes, of which each has one."""
    if n_bytes >= 100_000:
        return f"{amounts.in_units(n_bytes, 1_000_000, 1)} MB"
    return amounts.size(n_bytes)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tier", choices=sorted(TIERS), help="only groups of this kind")


COMMAND = Command(
    "duplicates", "list the groups of duplicates and similar shots", _arguments, duplicates, _tell
)
