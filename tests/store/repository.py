"""A real git repository around one layer file, with or without our merge driver."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

NAME = "annotations/a1/d.jsonl"

DRIVER = """
import sys
from pathlib import Path
from ghinhan.store.merge import merge_files
base, ours, theirs, name = sys.argv[1:]
merged = merge_files(Path(base), Path(ours), Path(theirs), name=name, root=Path("."))
sys.exit(1 if merged.clashes else 0)
"""


class Repository:
    """A real git repository with one layer file."""

    def __init__(self, folder: Path, *, driver: bool) -> None:
        self.folder = folder
        self.file = folder / NAME
        self.file.parent.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")
        if driver:
            script = folder / ".git/driver.py"
            script.write_text(DRIVER, encoding="utf-8")
            attributes = "annotations/**/*.jsonl merge=ghinhan\n"
            (folder / ".git/info").mkdir(exist_ok=True)
            (folder / ".git/info/attributes").write_text(attributes, encoding="utf-8")
            self.git("config", "merge.ghinhan.driver", f"{sys.executable} {script} %O %A %B %P")

    def git(self, *words: str) -> int:
        """Run git; gives back its exit status."""
        git = shutil.which("git")
        assert git is not None
        names = {"GIT_AUTHOR_NAME": "a1", "GIT_AUTHOR_EMAIL": "a1@example.org"}
        names |= {"GIT_COMMITTER_NAME": "a1", "GIT_COMMITTER_EMAIL": "a1@example.org"}
        done = subprocess.run(
            [git, *words],
            cwd=self.folder,
            env={**os.environ, **names, "GIT_CONFIG_GLOBAL": "/dev/null"},
            capture_output=True,
            check=False,
        )
        return done.returncode

    def commit(self, content: bytes) -> None:
        """Write the layer file and commit it."""
        self.commit_files({NAME: content})

    def commit_files(self, contents: Mapping[str, bytes]) -> None:
        """Write layer files and commit them."""
        for name, content in contents.items():
            (self.folder / name).write_bytes(content)
        assert self.git("add", "-A") == 0
        assert self.git("commit", "-q", "--allow-empty", "-m", "x") == 0

    def merge(self, base: bytes, ours: bytes, theirs: bytes) -> int:
        """Merge two branches that start from one commit."""
        return self.merge_files(*({NAME: content} for content in (base, ours, theirs)))

    def merge_files(
        self, base: Mapping[str, bytes], ours: Mapping[str, bytes], theirs: Mapping[str, bytes]
    ) -> int:
        """Merge two branches with many layer files."""
        self.commit_files(base)
        assert self.git("checkout", "-q", "-b", "other") == 0
        self.commit_files(theirs)
        assert self.git("checkout", "-q", "main") == 0
        self.commit_files(ours)
        return self.git("merge", "-q", "other", "-m", "merged")
