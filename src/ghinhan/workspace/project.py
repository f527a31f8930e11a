"""A new project: the folders, the schema, guidelines to fill in, notebooks and git settings."""

import subprocess
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import NotAProjectError, ProjectExistsError
from ghinhan.foundation.files import write_atomically
from ghinhan.schema import default_schema_path, load_schema
from ghinhan.schema.label_set import EventType, Label, Schema

TEMPLATE = Path(__file__).parent / "template"
SCHEMA_PATH = "annotations/schema.yaml"
PARTS = ("seeds", SCHEMA_PATH)
"""What makes a folder a project."""

EMPTY_FOLDERS = ("seeds", "corpus")
PLAIN_FILES = {
    "README.md": "README.md",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "SOURCES.yaml": "seeds/SOURCES.yaml",
    "release.toml": "annotations/release.toml",
}
"""Where each file of the template goes; git would obey names with a dot inside the package."""

NO_MATTER = {".git", ".DS_Store"}
MERGE_DRIVER = {
    "merge.ghinhan.name": "merge labels record by record",
    "merge.ghinhan.driver": "ghinhan merge-driver %O %A %B %P",
}
MERGE_DRIVER_SETUP = 'git config merge.ghinhan.driver "ghinhan merge-driver %O %A %B %P"'


class Created(msgspec.Struct, frozen=True, kw_only=True):
    """What a new project was made of.

    Args:
        folder: the project.
        files: paths below it, with `/`.
        merge_driver_is_set: git was told there how to merge labels.

    """

    folder: Path
    files: tuple[str, ...]
    merge_driver_is_set: bool


def check_project(folder: Path) -> Path:
    """The folder, when it is a project.

    Raises:
        NotAProjectError: a part is missing; says which, and where a project is near by.

    """
    if not folder.is_dir():
        raise NotAProjectError(
            f"there is no folder {folder}. Make a new project there with `ghinhan init {folder}`."
        )
    for part in PARTS:
        if not (folder / part).exists():
            near = next((name for name in ("..", ".") if is_project(folder / name)), "")
            hint = (
                f"Its parent is a project: Workspace.open({str(folder / near)!r})."
                if near
                else "Open the folder that holds seeds/ and annotations/, for example "
                "Workspace.open('..') from a notebook, or make a new project with "
                "`ghinhan init DIR`."
            )
            raise NotAProjectError(f"{folder.resolve()} has no {part}. {hint}")
    return folder


def is_project(folder: Path) -> bool:
    """Whether a folder has the parts of a project."""
    return all((folder / part).exists() for part in PARTS)


def create_project(folder: Path, *, replace: bool = False) -> Created:
    """Make a new project.

    Args:
        folder: made when it is not there.
        replace: write into a folder that already holds something; files of the skeleton are
            replaced, everything else stays.

    Raises:
        ProjectExistsError: the folder holds something and `replace` was not said.

    """
    held = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    held = [name for name in held if name not in NO_MATTER]
    if held and not replace:
        raise ProjectExistsError(
            f"{folder} already holds {', '.join(held[:5])}{' …' if len(held) > 5 else ''}. "
            "Name a new folder, or add --replace (replace=True) to write the project's own "
            "files into it; seeds, corpus and labels stay."
        )
    files = skeleton()
    for name, content in files.items():
        write_atomically(folder / name, content)
    for name in EMPTY_FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    return Created(
        folder=folder, files=tuple(sorted(files)), merge_driver_is_set=set_merge_driver(folder)
    )


def skeleton() -> dict[str, bytes]:
    """Every file of a new project, by its path below the project."""
    schema_path = default_schema_path()
    files = {place: (TEMPLATE / name).read_bytes() for name, place in PLAIN_FILES.items()}
    for notebook in sorted((TEMPLATE / "notebooks").glob("*.ipynb")):
        files[f"notebooks/{notebook.name}"] = notebook.read_bytes()
    files[SCHEMA_PATH] = schema_path.read_bytes()
    files["annotations/guidelines.md"] = write_guidelines(load_schema(schema_path)).encode("utf-8")
    files["corpus/.gitkeep"] = b""
    return files


def write_guidelines(schema: Schema) -> str:
    """Guidelines to fill in: one heading for each type, with what the schema says of it.

    Args:
        schema: whose types they are for.

    Returns:
        Markdown in Vietnamese, English beside it; the anchors are those the schema points to.

    """
    parts = [
        f"# Hướng dẫn gán nhãn · Annotation guidelines ({schema.name})",
        (
            "Mỗi mục nói khi nào dùng nhãn, khi nào không, kèm ví dụ. Hãy viết thêm quy tắc của "
            "dự án vào đây.  \n*Each section says when a label is used and when not, with an "
            "example. Add your project's own rules here.*"
        ),
        "## Thực thể và giá trị · Entities and values",
        *(describe_type(label) for label in schema.labels),
        "## Sự kiện · Events",
        *(describe_type(event) for event in schema.events),
    ]
    return "\n\n".join(parts) + "\n"


def describe_type(kind: Label | EventType) -> str:
    """One type's section of the guidelines."""
    anchor = kind.guideline.partition("#")[2]
    lines = [f'<a id="{anchor}"></a>\n'] if anchor else []
    lines.append(f"### {kind.code}: {kind.name} · {kind.name_en}")
    if kind.description:
        lines.append(f"\n{kind.description}")
    if isinstance(kind, EventType) and kind.roles:
        roles = "; ".join(f"**{role.code}** {role.name}" for role in kind.roles)
        lines.append(f"\nVai · roles: {roles}")
    lines += [f"\n> {' '.join(example.text.split())}" for example in kind.examples]
    return "\n".join(lines)


def set_merge_driver(folder: Path) -> bool:
    """Tell git, where there is a repository, to merge labels record by record."""
    try:
        for key, value in MERGE_DRIVER.items():
            subprocess.run(  # noqa: S603  fixed words, no shell
                ["git", "-C", str(folder), "config", "--local", key, value],  # noqa: S607  the user's own git
                check=True,
                capture_output=True,
            )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
