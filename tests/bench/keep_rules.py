"""Whether keep rules ever propose the better one of two copies: 60 pairs whose better one is known.

A camera's file and each of 30 kinds of copies of it, with two kinds of originals. Each pair goes
through the command line (`index`, `duplicates --json`) and through what the window previews with
its default rules; what comparing does not call the same picture (a watermark is a variant) is
given to the rules as it stands in the library. A pair is right when both say the same, the better
better one is never proposed for the trash, and the copy is.

Besides, of soft photos (blurred, as many are) without a record, against copies of them that were
made smaller: making these smaller loses nothing that any measure of detail sees.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import measuring
from PIL import Image, ImageFilter
from support.at_work import AtWork
from support.derivatives import KINDS, by_camera, plain

from photosim.cli import main as cli
from photosim.core.duplicates.keep_rules import KeepRules
from photosim.core.duplicates.plain_members import PlainMembers
from photosim.core.layout import Layout
from photosim.core.records.pairs import Tier
from photosim.core.records.review import DEFAULTS, Group, GroupFilter
from photosim.core.store import Store

LONG_EDGE = 900
"""Photos are made smaller to that, px: what was compressed before would be a copy itself."""
PICTURE = Tier.SAME_PICTURE

SOFT_PX = (0.8, 1.5, 2.5)
TIMES = (0.35, 0.5, 0.6, 0.75, 0.85)
"""By how many px soft photos are blurred; by what their copies are made smaller."""


@dataclass(frozen=True)
class Pair:
    """A camera's file and a copy made of it."""

    kind: str
    style: str
    original: Path
    copy: Path


def main() -> None:
    options = measuring.arguments(__doc__.splitlines()[0]).parse_args()
    pictures = sorted(options.folder.rglob("*.jpg"))
    with tempfile.TemporaryDirectory(prefix="photosim-bench-") as work:
        figures = measure(Path(work), pictures)
    measuring.show(figures, as_json=options.json)


def measure(work: Path, pictures: Sequence[Path]) -> dict[str, object]:
    """All pairs, as many at once as there are photos: two pairs of one photo would be one group."""
    wanted = [(style, kind) for kind in KINDS for style in ("camera", "plain")]
    rows: list[dict[str, object]] = []
    for start in range(0, len(wanted), len(pictures)):
        some = wanted[start : start + len(pictures)]
        place = work / str(start)
        pairs = [
            written(place / "Pictures", number, kind, style, picture)
            for number, ((style, kind), picture) in enumerate(zip(some, pictures, strict=False))
        ]
        rows += judged(place, pairs)
    return told_of(rows) | {"soft_and_made_smaller": told_of(measure_soft(work / "soft", pictures))}


def measure_soft(work: Path, pictures: Sequence[Path]) -> list[dict[str, object]]:
    """A pair of each blur and size, of the first photos."""
    wanted = [(px, times) for px in SOFT_PX for times in TIMES]
    pairs = [
        written_soft(work / "Pictures", number, px, times, picture)
        for number, ((px, times), picture) in enumerate(zip(wanted, pictures, strict=False))
    ]
    return judged(work, pairs)


def told_of(rows: Sequence[dict[str, object]]) -> dict[str, object]:
    wrong = [row for row in rows if not row["is_right"]]
    return {
        "pairs": len(rows),
        "right": len(rows) - len(wrong),
        "better_one_proposed": sum("trash" in row["original"] for row in rows),
        "window_and_command_line_differ": sum(row["window"] != row["command_line"] for row in rows),
        "called_same_picture": sum(row["is_same_picture"] for row in rows),
        "wrong": wrong,
    }


def written(folder: Path, number: int, kind: str, style: str, picture: Path) -> Pair:
    """A pair on disk."""
    made = (by_camera if style == "camera" else plain)(smaller(picture), number)
    ending, make = KINDS[kind]
    original, copy = folder / f"{number}/IMG_1.jpg", folder / f"{number}/copies/made.{ending}"
    copy.parent.mkdir(parents=True)
    original.write_bytes(made.data)
    copy.write_bytes(make(made))
    return Pair(kind, style, original, copy)


def written_soft(folder: Path, number: int, px: float, times: float, picture: Path) -> Pair:
    """A soft photo and a copy of it that was made smaller, on disk."""
    original, copy = folder / f"{number}/IMG_1.jpg", folder / f"{number}/copies/made.jpg"
    copy.parent.mkdir(parents=True)
    smaller(picture).filter(ImageFilter.GaussianBlur(px)).save(original, quality=90)
    with Image.open(original) as opened:
        size = round(opened.width * times), round(opened.height * times)
        opened.resize(size, Image.Resampling.LANCZOS).save(copy, quality=85)
    return Pair(f"made {times} times as large", f"soft by {px} px", original, copy)


def smaller(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    edge = min(LONG_EDGE, round(0.9 * max(picture.size)))
    picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    return picture


def judged(work: Path, pairs: Sequence[Pair]) -> list[dict[str, object]]:
    library = work / "library"
    run(library, "index", str(work / "Pictures"))
    told = said_by_command_line(library)
    shown = said_by_window(library)
    return [row(pair, told, shown, library) for pair in pairs]


def row(
    pair: Pair, told: dict[str, str], shown: dict[str, str], library: Path
) -> dict[str, object]:
    """What becomes of a pair, and whether that is right."""
    paths = (str(pair.original), str(pair.copy))
    is_same = all(path in told for path in paths)
    by_rules = said_by_rules(library, paths)
    original = {by_rules[0], told.get(paths[0], "open"), shown.get(paths[0], "open")}
    lines = [told.get(path, "open") for path in paths]
    window = [shown.get(path, "open") for path in paths]
    decided = (lines if is_same else by_rules) == ["keep", "trash"]
    return {
        "kind": pair.kind,
        "style": pair.style,
        "is_same_picture": is_same,
        "original": sorted(original),
        "command_line": lines,
        "window": window,
        "rules": by_rules,
        "is_right": decided and lines == window and "trash" not in original,
    }


def run(library: Path, *arguments: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        code = cli.run(cli.parse(["--library", str(library), *arguments, "--json"]))
    assert code == 0, printed.getvalue()
    return printed.getvalue()


def said_by_command_line(library: Path) -> dict[str, str]:
    """What is proposed for each photo of a group "same picture", by path."""
    answer = json.loads(run(library, "duplicates", "--tier", "same-picture"))
    return {
        photo["path"]: photo["suggestion"] or "open"
        for group in answer["groups"]
        for photo in group["photos"]
    }


def said_by_window(library: Path) -> dict[str, str]:
    """The same as the window previews it with the rules that it begins with."""
    with AtWork(library) as work:
        preview = work.ask(work.engine.review.preview, PICTURE, DEFAULTS[PICTURE])
        details = work.ask(work.engine.review.group_details, GroupFilter(PICTURE))
    paths = {m.key: m.photo.path for detail in details for m in detail.members}
    return {
        paths[key]: str(choice)
        for proposal in preview.choices.values()
        for key, (choice, _) in proposal.items()
    }


def said_by_rules(library: Path, paths: Sequence[str]) -> list[str]:
    """What the rules say of two photos as the library knows them, whatever comparing says."""
    store = Store.open(Layout(library).database)
    try:
        ids = {photo.path: photo.id for photo in store.photos.get(store.photos.live_ids().tolist())}
        group = Group("", PICTURE, tuple(ids[path] for path in paths), 2, 1.0, 0, 0.0)
        (members,) = PlainMembers(store).of([group])
        said = KeepRules(DEFAULTS[PICTURE].rules).propose(PICTURE, members)
        return [str(said[ids[path]][0]) for path in paths]
    finally:
        store.close()


if __name__ == "__main__":
    main()
