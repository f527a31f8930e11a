"""What a release says of itself that cannot be computed: title, licence, rights, limits.

It stands in `annotations/release.toml`, because only people know it. What the file does not say
stays unknown, and the data card says that it is unknown.
"""

import tomllib
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import ReleaseError

FILE_NAME = "release.toml"
FORMAT = "ghinhan-release/1"
EXAMPLE = f'format = "{FORMAT}"\ntitle = "My labelled articles"\nlicence = "CC-BY-4.0"'


class Description(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What people say of the dataset.

    Args:
        format: name and version of the file's format.
        title: of the dataset.
        summary: one paragraph.
        licence: SPDX identifier of the annotations' licence, for example `CC-BY-4.0`.
        rights: whose the texts are, and on what ground they are in the dataset.
        reading: the annotator whose reading counts while there is none called `gold`.
        readings: annotator name to how that reading was made.
        agreement: what to bear in mind before reading the figures of agreement.
        limits: what the dataset is not good for, one sentence each.
        citation: how to cite it.

    """

    format: str = FORMAT
    title: str = "Labelled news articles"
    summary: str = ""
    licence: str = ""
    rights: str = ""
    reading: str = ""
    readings: dict[str, str] = {}
    agreement: str = ""
    limits: tuple[str, ...] = ()
    citation: str = ""


def load_description(path: Path) -> Description:
    """Read `annotations/release.toml`; a missing file says nothing.

    Raises:
        ReleaseError: not TOML, an unknown field, or another format; names file and cure.

    """
    try:
        fields = tomllib.loads(path.read_bytes().decode("utf-8"))
        description = msgspec.convert(fields, Description)
    except FileNotFoundError:
        return Description()
    except (ValueError, msgspec.ValidationError) as error:
        raise ReleaseError(
            f"{path}: {error}. Mend it; the smallest such file is:\n{EXAMPLE}"
        ) from error
    if description.format != FORMAT:
        raise ReleaseError(
            f"{path}: the format is {description.format!r}, this version reads {FORMAT!r}."
        )
    return description
