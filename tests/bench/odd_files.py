"""10,000 good files among every odd file there is: photos, and each of the others is accounted for.

python tests/bench/odd_files.py DATA [--good 10000] [--json]

DATA holds the folders corrupt, formats and cases, or some of them (cases may lie beside it). All is
copied into a new folder, with odd times, names and permissions on top, and indexed by the command
line. Then each file must be one of these and nothing else: a photo, a line of the problems, or
counted in `left_out`; a file in a folder that is left out as a whole goes with it. A second run
must find nothing to do. Exit code 1 when a file is unaccounted for.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

import numpy as np  # noqa: E402  # after the path is set
from PIL import Image  # noqa: E402

from photosim.core.folders import left_out  # noqa: E402
from photosim.core.folders.exclusions import Exclusions  # noqa: E402
from photosim.core.layout import Layout  # noqa: E402
from photosim.core.store import Store  # noqa: E402
from photosim.services.settings import Settings  # noqa: E402

NS = 10**9
TIMES_S = (-11_644_473_600, -2_000_000_000, -1, 0, 10_413_792_000, 15_032_385_535)
"""1601, 1906, a second before 1970, 1970, 2300 and 2446; a file system may hold fewer."""
PER_FOLDER = 1000


def make_good(folder: Path, n: int) -> set[bytes]:
    """Small pictures, all of them different; their paths."""
    random = np.random.default_rng(8)
    made = set()
    for number in range(n):
        path = folder / f"good {number // PER_FOLDER}" / f"{number:05}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        coarse = random.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize((160, 120), Image.Resampling.BICUBIC).save(path, quality=85)
        made.add(os.fsencode(path))
    return made


def make_odd(folder: Path, data: Path) -> None:
    """Copies of all odd files, and what no copy keeps: times, names, links, pipes."""
    for name in ("corrupt", "formats", "cases"):
        for source in (data / name, data.parent / name):
            if source.is_dir() and not (folder / name).exists():
                shutil.copytree(source, folder / name, symlinks=True)
    subprocess.run(["chmod", "-R", "u+rwX", str(folder)], check=True)
    odd = folder / "odd"
    odd.mkdir()
    picture = Image.new("RGB", (64, 48), "teal")
    for number, seconds in enumerate(TIMES_S):
        path = odd / f"time {number}.jpg"
        picture.putpixel((0, 0), (number, 0, 0))
        picture.save(path, quality=95)
        os.utime(path, ns=(seconds * NS, seconds * NS))
    for number, name in enumerate((b"\xff\xfe.jpg", b"new\nline.jpg", b"x" * 251 + b".jpg")):
        path = odd / os.fsdecode(name)
        picture.putpixel((0, 0), (100 + number, 0, 0))
        picture.save(odd / "beside.jpg", quality=95)
        (odd / "beside.jpg").rename(path)
    os.mkfifo(odd / "pipe.jpg")
    (odd / "loop").symlink_to(folder)
    (odd / "nowhere.jpg").symlink_to(odd / "none")
    with (odd / "sparse.jpg").open("wb") as file:
        file.truncate(2 * 10**9)
    (odd / "empty.jpg").touch()


def index(library: Path, folder: Path) -> dict:
    command = [sys.executable, "-m", "photosim", "--library", str(library), "index", str(folder)]
    done = subprocess.run([*command, "--json"], stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"photosim index ended with {done.returncode}: {done.stdout!r}")
    return json.loads(done.stdout)


def photos_in(library: Path) -> set[bytes]:
    """Paths of the files that hold photos."""
    with closing(Store.open_reader(Layout(library).database)) as store:
        found: set[bytes] = set()
        last = 0
        while rows := store.files.held(last, 1000):
            found |= {row.path for row in rows}
            last = rows[-1].id
    return found


def told_as_left_out(library: Path, folder: Path, known: set[bytes]) -> Counter[str]:
    """How many files and folders of each ending are none of the known ones."""
    exclusions = Exclusions(Settings(library / "settings.toml").excluded)
    counts: Counter[str] = Counter()
    for place, folders, files in os.walk(os.fsencode(folder)):
        out = [
            name
            for name in folders
            if Path(os.fsdecode(place), os.fsdecode(name)).is_symlink()
            or exclusions.reason(name, is_directory=True, above=place)
        ]
        folders[:] = [name for name in folders if name not in out]
        unknown = [name for name in files if place + b"/" + name not in known]
        counts.update(left_out.ending_of(name) for name in (*out, *unknown))
    return counts


def compare(answer: dict, library: Path, folder: Path, good: set[bytes]) -> dict:
    """The figures, and the faults."""
    photos = photos_in(library)
    problems = {os.fsencode(problem["path"]) for problem in answer["problems"]}
    wanted = told_as_left_out(library, folder, photos | problems)
    told: Counter[str] = Counter()
    for one in answer["left_out"]:
        told[one["ending"]] += one["count"]
    faults = []
    if good - photos:
        faults.append(f"{len(good - photos)} good files are no photos: {min(good - photos)!r}")
    if wanted != told:
        faults.append(f"unaccounted for: {wanted - told}; told without a file: {told - wanted}")
    if photos & problems:
        faults.append(f"{len(photos & problems)} files are a photo and a problem")
    return {
        "good_files": len(good),
        "good_photos": len(good & photos),
        "odd_photos": len(photos - good),
        "problems": len(problems),
        "left_out": sum(told.values()),
        "seconds": answer["seconds"],
        "faults": faults,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--good", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folder, library = Path(root, "photos"), Path(root, "library")
        folder.mkdir()
        good = make_good(folder, options.good)
        make_odd(folder, options.data)
        answer = index(library, folder)
        found = compare(answer, library, folder, good)
        again = index(library, folder)
        found["second_run"] = {key: again[key] for key in ("added", "changed", "gone", "moved")}
        if any(found["second_run"].values()):
            found["faults"].append("the second run found something to do")
        found["reasons"] = dict(Counter(problem["reason"] for problem in answer["problems"]))
        found["named"] = answer["left_out"]
    if options.json:
        print(json.dumps(found))
    else:
        print("\n".join(f"{name}: {value}" for name, value in found.items()))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
