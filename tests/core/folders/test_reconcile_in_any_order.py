"""Whatever happens to the disk, and whenever it is noticed: in the end the library is right."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from support.driver import Driver

from photosim.core.folders.tally import Tally

DIRECTORIES = st.sampled_from(["", "a", "a/b", "ab"])
NAMES = st.sampled_from(["1.jpg", "\udcff.jpg"])
CONTENTS = st.sampled_from([b"one", b"two", b"broken"])


class LibraryFollowsDisk(RuleBasedStateMachine):
    """Files come, change, move and go; scans, examining, kills and unplugged drives in between."""

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.driver = Driver(self.folder)
        self.driver.put("keep.txt", "so that the folder is there")
        self.driver.watch()
        self.time_ns = 10**18

    def teardown(self):
        if hasattr(self, "driver"):
            self.plug_in()
            self.check_at_the_end()
            self.driver.library.close()
            shutil.rmtree(self.folder)

    # what happens to the disk

    @rule(directory=DIRECTORIES, name=NAMES, content=CONTENTS)
    def write(self, directory, name, content):
        self.plug_in()
        path = self.driver.put(os.path.join(directory, name), content)  # noqa: PTH118
        self.time_ns += 10**9  # a file that changes gets another time
        os.utime(path, ns=(self.time_ns, self.time_ns))

    @rule(directory=DIRECTORIES, name=NAMES)
    def delete(self, directory, name):
        self.plug_in()
        (self.driver.photos / directory / name).unlink(missing_ok=True)

    @rule(directory=DIRECTORIES.filter(bool))
    def delete_directory(self, directory):
        self.plug_in()
        shutil.rmtree(self.driver.photos / directory, ignore_errors=True)

    @rule(one=DIRECTORIES, name=NAMES, other=DIRECTORIES, new=NAMES)
    def move(self, one, name, other, new):
        self.plug_in()
        source = self.driver.photos / one / name
        target = self.driver.photos / other / new
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)

    @rule(one=DIRECTORIES.filter(bool), other=DIRECTORIES.filter(bool))
    def move_directory(self, one, other):
        self.plug_in()
        source, target = self.driver.photos / one, self.driver.photos / other
        if source.is_dir() and not target.exists() and source not in target.parents:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.rename(target)

    @rule()
    def unplug(self):
        self.plug_in()
        self.driver.photos.rename(self.folder / "unplugged")

    def plug_in(self):
        if (self.folder / "unplugged").exists():
            (self.folder / "unplugged").rename(self.driver.photos)

    # what photosim does

    @rule(dirty=st.lists(DIRECTORIES.map(os.fsencode), min_size=1, max_size=3))
    def scan_some(self, dirty):
        self.driver.scan(*dirty)

    @rule()
    def scan(self):
        self.driver.scan()

    @rule(slices=st.integers(0, 3))
    def scan_and_stop(self, slices):
        folder = self.driver.library.store.folders.all()[0].id
        work = self.driver.library.scan(folder, self.driver.disk, Tally())
        for _ in zip(range(slices), work, strict=False):
            pass
        work.close()

    @rule()
    def bring_up_to_date(self):
        self.driver.run()

    @rule(n=st.integers(1, 3))
    def examine_some(self, n):
        self.plug_in()
        files = self.driver.library.next_files(n, ())
        there = [file for file in files if os.path.exists(file[0].path)]  # noqa: PTH110 (bytes)
        findings = [self.driver.finding(*file) for file in there]
        self.driver.library.record(findings, self.driver.tally)

    @rule()
    def kill(self):
        self.driver.reopen()

    @rule()
    def save_the_index(self):
        self.driver.library.live.save()

    # what is always so

    @invariant()
    def index_holds_exactly_the_live_photos(self):
        if hasattr(self, "driver"):
            live = self.driver.library.store.photos.live_ids().tolist()
            assert self.driver.index.ids().tolist() == live
            assert len(self.driver.library.live) == len(live)

    @invariant()
    def counts_are_not_negative(self):
        if hasattr(self, "driver"):
            tally = self.driver.tally
            assert min(tally.added, tally.moved, tally.gone, tally.changed) >= 0

    def check_at_the_end(self):
        driver = self.driver
        driver.run()
        store = driver.library.store
        (folder,) = store.folders.all()
        disk = {os.fsencode(path): path.read_bytes() for path in driver.photos.rglob("*.jpg")}
        if not disk and store.files.count():  # gone at once: the person has to say so
            assert folder.offline
            driver.library.forget_missing(folder.id)
        assert store.files.n_pending() == 0
        assert store.files.count() == len(disk)
        problems = {os.fsencode(problem.path) for problem in store.files.problems()}
        assert problems == {path for path, content in disk.items() if content == b"broken"}
        held = {
            os.path.join(folder.path, row.directory, row.name): row.photo_id  # noqa: PTH118
            for directory in store.files.directories(folder.id)
            for row in store.files.rows(
                folder.id, directory, store.files.in_directory(folder.id, directory)
            )
        }
        expected = {
            path: None if content == b"broken" else driver.id_of(content)
            for path, content in disk.items()
        }
        assert held == expected


TestLibraryFollowsDisk = LibraryFollowsDisk.TestCase
TestLibraryFollowsDisk.settings = settings(
    deadline=None,
    max_examples=60,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
