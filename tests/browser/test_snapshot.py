"""A snapshot in a real page: shows the article, runs nothing, reads well in light and dark."""

import json
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import OpenNotebook
from tests.project_copy import ROOT
from tests.widgets.hostile import PAYLOADS, build, hostile_document

SHOWN = "002_6e5c1c6c60e7ec83"
TALL = 1700
UNSEEN = "a\r\nb\u200bc\u202ed\u2028e\x85f\x07g  h\ti $x^2$ \\(y\\) \\[z\\] $$w$$ <b>&amp;"
SHOW_HOSTILE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from IPython.display import display
from ghinhan.widgets.snapshot import snapshot
from tests.widgets.hostile import PAYLOADS, hostile_document
for payload in PAYLOADS:
    display(snapshot(*hostile_document(payload)))
"""
SHOW_SMALL = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from ghinhan.widgets.snapshot import snapshot
from tests.widgets.test_snapshot import small_example
snapshot(*small_example())
"""
TEXTS = "() => [...document.querySelectorAll('.gnh-text')].map((text) => text.textContent)"
PROVOKE = """() => {
    for (const node of document.querySelectorAll('.gnh-snapshot, .gnh-snapshot *')) {
        for (const name of ['mouseover', 'focus', 'load', 'error', 'toggle']) {
            node.dispatchEvent(new Event(name, { bubbles: true }));
        }
        if (!node.closest('a')) node.click();
    }
}"""
STRANGERS = """() => document.querySelectorAll(
    '.gnh-snapshot :is(script, img, svg, iframe, object, mjx-container, .MathJax)').length"""
LINKS = "() => [...document.querySelectorAll('.gnh-snapshot a')].map((link) => link.protocol)"
CONTRASTS = """() => {
    const luminance = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).map(Number).map((channel) => {
            const share = colour.startsWith('color(') ? channel : channel / 255;
            return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
        for (let place = node; place; place = place.parentElement) {
            const colour = getComputedStyle(place).backgroundColor;
            if (!/, 0\\)$|^transparent/.test(colour)) return colour;
        }
        return 'rgb(255, 255, 255)';
    };
    const found = [];
    for (const node of document.querySelectorAll('.gnh-snapshot *')) {
        const words = [...node.childNodes].filter((child) => child.nodeType === 3);
        if (!words.some((child) => child.data.trim()) || node.tagName === 'STYLE') continue;
        const both = [luminance(getComputedStyle(node).color), luminance(ground(node))];
        const ratio = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        if (ratio < 4.5) found.push(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
    }
    return found;
}"""


def article(payload: str) -> str:
    """The article of a hostile document."""
    return hostile_document(payload)[0].document.text


def assert_nothing_ran(page: Page, title: str) -> None:
    """The canary lives, nothing foreign was built, and links lead to the web only."""
    page.evaluate(PROVOKE)
    page.wait_for_timeout(500)

    assert page.title() == title
    assert page.evaluate(STRANGERS) == 0
    assert set(page.evaluate(LINKS)) <= {"https:"}


def test_no_hostile_word_runs_in_jupyterlab(notebook: OpenNotebook) -> None:
    """Six hundred placements, each shown, hovered and clicked: the page's title stays."""
    nb = notebook([SHOW_HOSTILE])
    title = nb.page.title()
    nb.run_all()
    nb.page.wait_for_function(f"document.querySelectorAll('.gnh-text').length === {len(PAYLOADS)}")

    assert nb.page.evaluate(TEXTS) == [article(payload) for payload in PAYLOADS]
    nb.page.wait_for_timeout(2000)  # MathJax, were it to typeset anything, would have by now
    assert_nothing_ran(nb.page, title)
    assert nb.errors == []


def test_the_same_holds_in_a_page_made_by_nbconvert(notebook: OpenNotebook, tmp_path: Path) -> None:
    """Snapshots are what people publish: a saved notebook, converted, has no kernel at all."""
    nb = notebook([SHOW_HOSTILE])
    nb.run_all()
    nb.save()
    target = tmp_path / "page.html"
    convert = [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level=ERROR"]
    subprocess.run([*convert, f"--output={target}", str(nb.path)], check=True)
    nb.page.goto(target.as_uri())
    title = nb.page.title()

    assert nb.page.evaluate(TEXTS) == [article(payload) for payload in PAYLOADS]
    assert_nothing_ran(nb.page, title)


def test_a_real_parser_gives_back_every_character(notebook: OpenNotebook) -> None:
    """Carriage returns, separators, formulas and what nobody sees survive a browser's parser."""
    labelled, _ = build(lambda place, harmless: UNSEEN if place == "text" else harmless)
    show = SHOW_SMALL.splitlines()[:-1]
    place = f"build(lambda place, harmless: {UNSEEN!r} if place == 'text' else harmless)"
    cell = "\n".join([*show, "from tests.widgets.hostile import build", f"snapshot(*{place})"])
    nb = notebook([cell])
    nb.run_all()
    nb.page.wait_for_selector(".gnh-text")
    nb.page.wait_for_timeout(2000)  # MathJax would have typeset by now

    assert nb.page.evaluate(TEXTS) == [labelled.document.text]
    assert nb.page.evaluate(STRANGERS) == 0


def test_words_stand_out_in_both_themes(notebook: OpenNotebook) -> None:
    """WCAG 2.2 AA asks 4.5:1 of text; Jupyter's dark theme is where greys go to die."""
    nb = notebook([SHOW_SMALL])
    nb.run_all()
    nb.page.wait_for_selector(".gnh-text")
    nb.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    for theme in ("light", "dark"):
        nb.switch_theme("light" if theme == "light" else "dark")
        assert nb.page.evaluate(CONTRASTS) == [], theme


def test_the_words_stay_when_the_styles_are_taken_away(notebook: OpenNotebook) -> None:
    """GitHub and mail programs drop style sheets: events must still read as sentences."""
    nb = notebook([SHOW_SMALL])
    nb.run_all()
    nb.page.wait_for_selector(".gnh-text")
    nb.page.evaluate("document.querySelectorAll('.gnh-snapshot style').forEach((s) => s.remove())")
    row = nb.page.locator(".gnh-events tbody tr").first.inner_text()

    assert "người nói: Thủ tướng Anh Keir Starmer" in " ".join(row.split())
    assert json.dumps(nb.page.locator("mark").first.get_attribute("title"), ensure_ascii=False) == (
        '"PER · người · NAM · Keir Starmer"'
    )


def test_pictures_of_what_the_desk_shows_differ_with_the_theme(
    notebook: OpenNotebook, project: Path, pictures: Path
) -> None:
    """The picture for the docs, of the real project, and a proof that the dark theme arrives."""
    show = f"desk.show({SHOWN!r}, annotator='a1')"
    nb = notebook(["from ghinhan import Workspace", "desk = Workspace.open('..')", show], project)
    nb.page.set_viewport_size({"width": 1300, "height": TALL})
    nb.run_all()
    nb.page.wait_for_selector(".gnh-text")
    window = nb.page.locator(".jp-WindowedPanel-outer")
    light, dark = nb.take_screenshots(window, pictures / "snapshot.png")

    assert nb.page.evaluate(TEXTS) == [nb.ask_kernel(f"print(desk.document({SHOWN!r}).text)")[:-1]]
    assert light.read_bytes() != dark.read_bytes()
