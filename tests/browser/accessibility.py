"""What a page is for people who cannot see it well or cannot hold a mouse: axe, focus, reach."""

import base64
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.project_copy import ROOT

AXE = ROOT / "js" / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async (root) => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations } = await axe.run(root, { runOnly });
    return violations.map((v) => [v.id, v.nodes.map((n) => n.html + n.failureSummary)]);
}"""
FOCUS = """(root) => {
    const at = root.getRootNode().activeElement;
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const frame = root.getBoundingClientRect();
    return {
        what: at.dataset.field || at.className || at.tagName,
        isInside: root.contains(at),
        isRinged: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        isInView: box.bottom > Math.max(0, frame.top)
            && box.top < Math.min(innerHeight, frame.bottom),
    };
}"""
UNREACHABLE = """(root) => {
    const lost = [];
    for (const control of root.querySelectorAll('button, input, select, [tabindex="0"]')) {
        control.scrollIntoView({ block: 'center' });
        const box = control.getBoundingClientRect();
        const frame = root.getBoundingClientRect();
        const name = control.dataset.field || control.className;
        if (box.left < frame.left - 1 || box.right > frame.right + 1) lost.push(name + ': cut off');
        if (box.width < 24 && control.type !== 'checkbox') lost.push(name + ': too narrow');
        if (box.height < 24 && control.type !== 'checkbox') lost.push(name + ': too low');
        const x = box.left + Math.min(box.width / 2, 12);
        const hit = root.getRootNode().elementFromPoint(x, box.top + box.height / 2);
        if (!control.contains(hit) && !hit?.contains(control)) lost.push(name + ': covered');
    }
    return lost;
}"""
WIDER_THAN_ITSELF = """(root) => [root, ...root.querySelectorAll('*')]
    .filter((node) => node.scrollWidth > node.clientWidth + 1
        && /auto|scroll|hidden/.test(getComputedStyle(node).overflowX)
        && getComputedStyle(node).textOverflow !== 'ellipsis'
        && !node.matches('.gn-live, input, select'))
    .map((node) => `${node.className}: ${node.scrollWidth} in ${node.clientWidth}`)"""


def violations(root: Locator) -> list[Any]:
    """What axe finds in a part of a page by WCAG 2.2 AA."""
    page = root.page
    if not page.evaluate("'axe' in globalThis"):
        page.add_script_tag(path=Path(AXE))
    found: list[Any] = root.evaluate(RUN_AXE)
    return found


def focus_of(root: Locator) -> dict[str, Any]:
    """Where the keyboard is: inside the widget, with a ring that is seen, in view."""
    found: dict[str, Any] = root.evaluate(FOCUS)
    return found


def unreachable(root: Locator) -> list[str]:
    """Controls that cannot be pressed where they stand, or are smaller than WCAG allows."""
    found: list[str] = root.evaluate(UNREACHABLE)
    return found


def sideways(root: Locator) -> list[str]:
    """Parts that hide or scroll something to the side."""
    found: list[str] = root.evaluate(WIDER_THAN_ITSELF)
    return found


def tap(page: Page, x: float, y: float) -> None:
    """A finger on the glass, seen by the page as touch, not as mouse."""
    session = page.context.new_cdp_session(page)
    point = {"x": x, "y": y}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


LINES_IN_PICTURE = """async ([picture, deep]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    const x = Math.floor(image.width / 2);
    const top = image.height - deep;
    const { data } = pen.getImageData(x, top, 1, deep);
    const light = (row) => data[row * 4] * 0.3 + data[row * 4 + 1] * 0.6 + data[row * 4 + 2] * 0.1;
    const ground = light(0);
    let lines = 0;
    for (let row = 1; row < deep; row += 1) {
        const isLine = Math.abs(light(row) - ground) > 60;
        if (isLine && Math.abs(light(row - 1) - ground) <= 60) lines += 1;
    }
    return lines;
}"""
DROP = "(node) => Math.floor(parseFloat(getComputedStyle(node).paddingBottom))"


def lines_under(piece: Locator) -> int:
    """How many lines are really to be seen under words, in the middle of them."""
    deep = piece.evaluate(DROP)
    picture = base64.b64encode(piece.screenshot()).decode()
    lines: int = piece.page.evaluate(LINES_IN_PICTURE, [picture, deep])
    return lines
