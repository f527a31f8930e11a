"""The power goes: a real file system that is shut down without writing anything more.

Needs root and loop devices. Where they are missing, the disk that forgets what was never
flushed stands in (`test_disk_failures`), and this file says that it was left out.
The power goes once for every ten kills that `GHINHAN_KILLS` asks for: 4 times by default.
"""

import fcntl
import os
import random
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

import pytest

from tests.store.writers import PLENTY, Writer, check_kept, start

CUTS = int(os.environ.get("GHINHAN_KILLS", "40")) // 10
SHUT_DOWN = 0x8004587D
"""`FS_IOC_SHUTDOWN` of Linux: the call that file-system developers cut the power with."""

WITHOUT_FLUSHING = struct.pack("I", 2)


def run(*words: str) -> bool:
    """Run a program; whether it succeeded."""
    program = which(words[0])
    if program is None:
        return False
    return subprocess.run([program, *words[1:]], capture_output=True, check=False).returncode == 0


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    """The file system in an image, mounted; a project folder in it."""
    assert run("mount", "-o", "loop", str(image), str(place))
    try:
        project = place / "project"
        project.mkdir(exist_ok=True)
        yield project
    finally:
        assert run("umount", str(place))


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """An empty ext4 file system in a file."""
    image, place = tmp_path / "image", tmp_path / "place"
    place.mkdir()
    with image.open("wb") as stream:
        stream.truncate(64 << 20)
    possible = os.geteuid() == 0 and run("mkfs.ext4", "-q", "-F", str(image))
    if not possible or not run("mount", "-o", "loop", str(image), str(place)):
        pytest.skip("no root or no loop devices; the forgetful disk stands in for the power cut")
    assert run("umount", str(place))
    return image


def cut_power(place: Path) -> None:
    """Nothing that is not on the disk at this moment gets there any more."""
    folder = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, SHUT_DOWN, WITHOUT_FLUSHING)
    finally:
        os.close(folder)


class Listener(threading.Thread):
    """Hears what a writer is told is saved, at once."""

    def __init__(self, writer: Writer) -> None:
        super().__init__()
        self.writer = writer
        self.heard: list[str] = []
        self.start()

    def run(self) -> None:
        """Listen until the writer has ended."""
        assert self.writer.stdout is not None
        self.heard.extend(iter(self.writer.stdout.readline, ""))

    def promises(self) -> dict[str, str]:
        """Record id to its last label, up to this moment."""
        return {line.split()[0]: line.split()[1] for line in list(self.heard)}


def test_no_power_cut_loses_what_was_acknowledged(image: Path, tmp_path: Path) -> None:
    """Two writers in one document, again and again on one disk (fault 2).

    Only what was heard before the cut counts: the dead hear nothing, and Linux does not say
    what a flush returns that is under way while its file system is shut down.
    """
    chance = random.Random(2)  # noqa: S311  repeatable, not secret
    said: dict[str, str] = {}
    place = tmp_path / "place"
    for number in range(CUTS):
        with mounted(image, place) as project:
            listeners = [Listener(start(project, "d", 2 * number + n, PLENTY)) for n in range(2)]
            while not all(listener.heard for listener in listeners):
                time.sleep(0.01)
            time.sleep(chance.random() * 0.3)
            heard = [listener.promises() for listener in listeners]
            cut_power(place)
            for listener, promises in zip(listeners, heard, strict=True):
                said |= promises
                assert listener.writer.wait(timeout=60) != 0
                listener.join()
                listener.writer.communicate()
        with mounted(image, place) as project:
            check_kept(project, {"d"}, said)
    assert len(said) > 2 * CUTS
