"""The widget's code as it travels to the page: packed, for Jupyter compresses nothing on the way.

A notebook keeps it once for each widget when its state is saved.
"""

import base64
import gzip
import os
from pathlib import Path

READABLE = "GHINHAN_READABLE_WIDGET"
"""Set to anything, it sends the readable code: for developers, and for reports of errors."""

LOADER = """// The annotator of ghinhan, compressed; {readable}=1 sends it readable.
if (typeof DecompressionStream === "undefined")
	throw new Error("The annotator needs a browser of 2023 or later, with DecompressionStream.");
const packed = "{packed}";
const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
const code = await new Response(stream).text();
const url = URL.createObjectURL(new Blob([code], {{ type: "text/javascript" }}));
const module = await import(url);
URL.revokeObjectURL(url);
export default module.default;
"""


def load_module(folder: Path, widget: str) -> str:
    """The ES module of a widget, ready to be sent.

    Args:
        folder: where the bundles are.
        widget: name of the widget, for example `annotator`.

    Returns:
        A module whose default export is that of the bundle.

    """
    if os.environ.get(READABLE):
        return (folder / f"{widget}.js").read_text(encoding="utf-8")
    code = (folder / f"{widget}.min.js").read_bytes()
    packed = base64.b64encode(gzip.compress(code, compresslevel=9, mtime=0)).decode()
    return LOADER.format(packed=packed, readable=READABLE)
