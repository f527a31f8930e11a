"""The dataset described in Croissant, the JSON-LD vocabulary that dataset search reads.

Written by hand rather than through a library: the file is short, and must always be the same
bytes. It names every file with its SHA-256 and the columns of each Parquet table.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ghinhan.release.checksums import digest_of, files_below
from ghinhan.release.description import Description

FILE_NAME = "croissant.json"
CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
LICENCES = "https://spdx.org/licenses/"

CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}

ENCODINGS = {
    ".json": "application/json",
    ".jsonl": "application/jsonlines",
    ".md": "text/markdown",
    ".parquet": "application/x-parquet",
    ".yaml": "application/yaml",
    ".conll": "text/plain",
    ".spacy": "application/octet-stream",
}
DATA_TYPES = {
    "string": "sc:Text",
    "large_string": "sc:Text",
    "int32": "sc:Integer",
    "bool": "sc:Boolean",
    "double": "sc:Float",
}


def write_croissant(folder: Path, name: str, version: str, description: Description) -> None:
    """Describe everything that stands in the release folder by now."""
    content: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": name,
        "description": description.summary.strip() or description.title,
        "version": version,
        "inLanguage": "vi",
        "distribution": [file_object(folder, path) for path in files_below(folder)],
        "recordSet": [
            record_set(folder, path) for path in files_below(folder) if path.endswith(".parquet")
        ],
    }
    if description.licence:
        content["license"] = f"{LICENCES}{description.licence}.html"
    if description.citation:
        content["citeAs"] = description.citation.strip()
    encoded = msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1)
    (folder / FILE_NAME).write_bytes(encoded + b"\n")


def file_object(folder: Path, path: str) -> dict[str, str]:
    """One file of the release."""
    return {
        "@type": "cr:FileObject",
        "@id": path,
        "name": path,
        "contentUrl": path,
        "contentSize": f"{(folder / path).stat().st_size} B",
        "encodingFormat": ENCODINGS.get(Path(path).suffix, "application/octet-stream"),
        "sha256": digest_of(folder / path),
    }


def record_set(folder: Path, path: str) -> dict[str, Any]:
    """One Parquet table with those of its columns that hold one plain value a row."""
    name = Path(path).stem
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": f"{name}/{column}",
                "dataType": kind,
                "source": {"fileObject": {"@id": path}, "extract": {"column": column}},
            }
            for column, kind in plain_columns(folder / path)
        ],
    }


def plain_columns(path: Path) -> Iterator[tuple[str, str]]:
    """The columns of a Parquet file that Croissant has a data type for."""
    from pyarrow import parquet  # noqa: PLC0415  0.17 CPU seconds to import

    schema: Mapping[str, Any] = parquet.read_schema(path)  # type: ignore[no-untyped-call]  # untyped
    for field in schema:
        kind = DATA_TYPES.get(str(getattr(field, "type", "")))
        if kind:
            yield str(getattr(field, "name", "")), kind
