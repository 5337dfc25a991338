"""The command `restore`: lists the backups of decisions, or goes back to one of them."""

from __future__ import annotations

import argparse
import time
from typing import Any

from photosim.cli.console import Command, JsonObject, finished, told_repair
from photosim.core.backups.copies import Backup, Backups
from photosim.core.errors import BackupError, BackupFault
from photosim.core.layout import Layout
from photosim.services.backups.repairing import Repairing
from photosim.services.backups.reverting import Reverted, revert
from photosim.services.events import Event, Repaired
from photosim.services.runtime.jobs import LongWork
from photosim.services.runtime.lock import WriterLock
from photosim.texts import error_wording
from photosim.texts.backup_wording import in_words, kinds, reopened


def restore(options: argparse.Namespace) -> JsonObject:
    """List the backups, or put the decisions of one back.

    Raises:
        BackupError: there is no such backup, it is damaged, or they cannot be read.
        LibraryBusyError: the window, or another program, has the library open.
        StoreError: the library cannot be written.
    """
    layout = Layout(options.library)
    if options.name is None and not options.latest:
        return {"backups": [_told(backup) for backup in Backups(layout.backups).all()]}
    backup = _chosen(layout, options.name)
    layout.make()
    repaired: list[Repaired] = []
    with WriterLock(layout.lock).held():
        finished(_repaired(layout, backup, repaired))
        done = finished(revert(layout, backup))
    answer = _told_going_back(done)
    if repaired:
        answer["repaired"] = told_repair(repaired[0])
    return answer


def _chosen(layout: Layout, name: str | None) -> Backup:
    backups = Backups(layout.backups)
    if name is not None:
        return backups.find(name)
    newest = backups.newest()
    if newest is None:
        raise BackupError(BackupFault.NONE_WHOLE, layout.backups)
    return newest


def _repaired(layout: Layout, backup: Backup, told: list[Repaired]) -> LongWork[None]:
    """See to it that the library is whole, with this backup for what is missing."""

    def hear(event: Event) -> None:
        if isinstance(event, Repaired):
            told.append(event)

    yield from Repairing(layout, hear).make_whole(backup)


def _told(backup: Backup) -> dict[str, Any]:
    return {
        "name": backup.name,
        "path": str(backup.path),
        "made": None if backup.made is None else _moment(backup.made),
        "bytes": backup.path.stat().st_size,
        "whole": backup.is_whole,
        "reason": error_wording.told(backup.trouble) if backup.trouble else "",
        "set_aside": backup.is_set_aside,
        "holds": kinds(backup.holds),
        "holds_in_words": in_words(backup.holds),
    }


def _told_going_back(done: Reverted) -> JsonObject:
    return {
        "restored": done.backup.name,
        "holds": kinds(done.holds),
        "holds_in_words": in_words(done.holds),
        "reopened": done.reopened,
        "set_aside": None if done.set_aside is None else done.set_aside.name,
    }


def _moment(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(at))


def _tell(answer: JsonObject) -> str:
    if "backups" not in answer:
        return _tell_going_back(answer)
    if not answer["backups"]:
        return "There is no backup yet. `photosim index` and the window make one a day."
    return "\n".join(map(_tell_backup, answer["backups"]))


def _tell_backup(backup: dict[str, Any]) -> str:
    if not backup["whole"]:
        return f"{backup['name']}: {backup['reason']}"
    made = backup["made"].replace("T", " ")
    more = ", set aside before a restore" if backup["set_aside"] else ""
    return f"{backup['name']}: {made}{more}: {backup['holds_in_words']}"


def _tell_going_back(answer: JsonObject) -> str:
    lines = [f"The decisions of {answer['restored']} are back: {answer['holds_in_words']}."]
    if answer["reopened"]:
        lines.append(reopened(answer["reopened"]))
    if answer["set_aside"]:
        lines.append(f"What there was before is kept as {answer['set_aside']}.")
    if "repaired" in answer:
        lines.append(answer["repaired"]["message"])
    lines.append(
        "They belong to the photos themselves: run `photosim index` if photos are missing."
    )
    return "\n".join(lines)


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("name", nargs="?", metavar="NAME", help="the backup to go back to")
    which.add_argument("--latest", action="store_true", help="go back to the newest whole backup")


COMMAND = Command(
    "restore",
    "list the backups of your decisions, or go back to one of them",
    _arguments,
    restore,
    _tell,
)
