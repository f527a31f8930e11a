"""ghinhan: label entities and events in Vietnamese news, in Jupyter, and export a gold corpus.

Most notebooks need one name, `Workspace`. It is loaded when first used, so that importing the
package stays cheap.
"""

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ghinhan.workspace import Workspace

__all__ = ["Workspace", "__version__"]
__version__ = version("ghinhan")


def __getattr__(name: str) -> Any:  # noqa: ANN401  the signature PEP 562 asks for
    """Load `Workspace` on first use (PEP 562)."""
    if name == "Workspace":
        from ghinhan.workspace import Workspace  # noqa: PLC0415  lazy on purpose, see above

        return Workspace
    raise AttributeError(f"module 'ghinhan' has no attribute {name!r}; it offers {__all__}.")
