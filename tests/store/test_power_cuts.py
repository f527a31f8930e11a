"""The power goes: what stands on the disk at that moment is all there is.

Two real file systems lie in one another. The outer one is frozen between two writes of its guest:
from then on nothing reaches the inner disk, a flush that is under way does not return, and the
bytes of the disk are copied. So every single promise that was ever heard must be in the copy,
also one that was made while the freeze was under way. (Shutting a file system down with
`FS_IOC_SHUTDOWN` does not do: Linux then lets some flushes return that never were. See
docs/decisions/0112.)

Needs root and loop devices. Where they are missing, the disk that forgets what was never
flushed stands in (`test_disk_failures`), and this file says that it was left out.
The power goes once for every ten kills that `GHINHAN_KILLS` asks for: 20 times by default.
"""

import fcntl
import os
import random
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from tests.store.any_store import STORE
from tests.store.writers import Promises, Writer, check_kept, promised

CUTS = int(os.environ.get("GHINHAN_KILLS", "200")) // 10
FREEZE, THAW = 0xC0045877, 0xC0045878
"""`FIFREEZE` and `FITHAW` of Linux."""

MEGABYTE = 1 << 20


def run(*words: str) -> bool:
    """Run a program; whether it succeeded."""
    program = which(words[0])
    if program is None:
        return False
    return subprocess.run([program, *words[1:]], capture_output=True, check=False).returncode == 0


def make_disk(image: Path, megabytes: int) -> bool:
    """An empty ext4 file system in a file; whether that was possible."""
    with image.open("wb") as stream:
        stream.truncate(megabytes * MEGABYTE)
    return run("mkfs.ext4", "-q", "-F", str(image))


class Machine:
    """A disk that can lose its power.

    Args:
        outer: the mounted file system that holds the disk.
        desk: where the disk is mounted while the machine runs.

    """

    def __init__(self, outer: Path, desk: Path) -> None:
        self.outer = outer
        self.desk = desk
        self.disk = outer / "disk"
        self.found = desk.with_name("found")

    @contextmanager
    def running(self) -> Iterator[Path]:
        """The project folder on the disk, mounted."""
        assert run("mount", "-o", "loop", str(self.disk), str(self.desk))
        try:
            project = self.desk / "project"
            project.mkdir(exist_ok=True)
            yield project
        finally:
            assert run("umount", str(self.desk))

    def lose_power(self, writers: Iterable[Writer]) -> None:
        """Let nothing more reach the disk, and note what is on it at this moment.

        Who waits for the disk dies before it answers again: a kill comes first.
        """
        folder = os.open(self.outer, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, FREEZE, 0)
            try:
                for writer in writers:
                    writer.kill()
                shutil.copyfile(self.disk, self.found)
            finally:
                fcntl.ioctl(folder, THAW, 0)
        finally:
            os.close(folder)

    def restore_power(self) -> None:
        """The machine starts with what was found on its disk."""
        shutil.copyfile(self.found, self.disk)


@pytest.fixture
def machine(memory_folder: Path) -> Iterator[Machine]:
    """A machine whose disk is empty."""
    outer, desk, image = (memory_folder / name for name in ("outer", "desk", "image"))
    outer.mkdir()
    desk.mkdir()
    possible = os.geteuid() == 0 and make_disk(image, 160)
    if not possible or not run("mount", "-o", "loop", str(image), str(outer)):
        pytest.skip("no root or no loop devices; the forgetful disk stands in for the power cut")
    try:
        machine = Machine(outer, desk)
        assert make_disk(machine.disk, 48)
        yield machine
    finally:
        assert run("umount", str(outer))


def cut_again_and_again(machine: Machine, task: str, cuts: int) -> int:
    """Two writers in one document; gives back how many promises were made and kept."""
    chance = random.Random(task)  # noqa: S311  repeatable, not secret
    said: Promises = {}
    for number in range(cuts):
        with machine.running() as project:
            writers = [Writer(project, "d", 2 * number + n, task=task) for n in range(2)]
            for writer in writers:
                writer.begin()
            time.sleep(chance.random() * 0.2)
            machine.lose_power(writers)
            said |= promised(writers)
        machine.restore_power()
        with machine.running() as project:
            check_kept(project, ["d"], said)
    return len(said)


@pytest.mark.parametrize("task", ["work", "fold"])
def test_no_power_cut_loses_what_was_acknowledged(machine: Machine, task: str) -> None:
    """Again and again on one disk, also in the midst of folding (fault 2)."""
    cuts = CUTS // 2

    assert cut_again_and_again(machine, task, cuts) > 2 * cuts


def test_a_store_that_never_flushes_is_found_out(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cuts would be worth nothing if such a store passed."""
    monkeypatch.setenv(STORE, "tests.store.careless:open_unflushed")

    with pytest.raises(AssertionError, match="m-"):
        cut_again_and_again(machine, "work", 5)
