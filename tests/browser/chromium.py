"""The Chromium that browser tests drive: found on the machine, or Playwright's own.

`python -m tests.browser.chromium` starts it once and says which it is; `make setup` asks this.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import Browser, Playwright, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium_path() -> str | None:
    """The browser to drive: `CHROMIUM`, one on the PATH, or None for Playwright's own."""
    named = os.environ.get("CHROMIUM")
    found = filter(None, map(shutil.which, CHROMIUM_NAMES))
    return named or next(filter(starts, found), None)


def starts(program: str) -> bool:
    """Whether a program is really there: Ubuntu has a stand-in that only asks for a snap."""
    return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0


def launch_chromium(playwright: Playwright) -> Browser:
    """A headless Chromium that talks to nobody but the pages it is sent to."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)


def main() -> None:
    """Start the browser once and say which it is; `make setup` asks this."""
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        sys.stdout.write(f"Chromium {chromium.version} ({chromium_path() or 'Playwright'})\n")
        chromium.close()


if __name__ == "__main__":
    main()
