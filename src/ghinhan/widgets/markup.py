"""HTML made of values: everything is escaped unless `element` itself has made it.

The one place where angle brackets are written. Texts, labels and names come from people and
files; they reach the page as text or as attribute values and can be nothing else. Which tags
and colours a picture needs is left to the modules that draw.
"""

import html
import re
import unicodedata
from collections.abc import Iterable

HEX_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NEUTRAL, NEUTRAL_DARK = "#6b6b6b", "#9a9a9a"
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]{0,11}")
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>\\]+")
UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class Markup(str):
    """A string that is HTML already; only `element` and `join` make one."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """One HTML element.

    Args:
        tag: a tag name of our own choice, never from data.
        *children: text, which is escaped, or markup, which is taken as it is.
        **attributes: values are escaped; an empty one is left out. `class_` stands for
            `class`, and an underscore inside a name for a hyphen.

    Example:
        >>> element("b", "<i>", title='say "xin chào"')
        '<b title="say &quot;xin chào&quot;">&lt;i&gt;</b>'

    """
    written = [
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value
    ]
    return Markup(f"<{tag}{''.join(written)}>{join(children)}</{tag}>")


def join(parts: Iterable[str]) -> Markup:
    """Text and markup in a row, the text escaped.

    Example:
        >>> join(["1 < 2, ", element("i", "sure")])
        '1 &lt; 2, <i>sure</i>'

    """
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def escape(text: str) -> str:
    """Text as HTML: the five special characters as entities, NUL and lone surrogates replaced.

    A carriage return is written as a number, because a page turns a bare one into LF.

    Example:
        >>> escape("Tom & <Jerry>")
        'Tom &amp; &lt;Jerry&gt;'

    """
    shown = UNSHOWABLE.sub(REPLACEMENT, str(text))
    return html.escape(shown, quote=True).replace("\r", "&#13;")


def colours(light: str, dark: str) -> str:
    """The style attribute that gives a label its two colours.

    What is not `#rrggbb` gives way to a neutral grey: nothing else of a schema's colour reaches
    the page.

    Example:
        >>> colours("#575e83", "red;background:url(x)")
        '--gnh-light:#575e83;--gnh-dark:#9a9a9a'

    """
    light = light if HEX_COLOUR.fullmatch(light) else NEUTRAL
    dark = dark if HEX_COLOUR.fullmatch(dark) else NEUTRAL_DARK
    return f"--gnh-light:{light};--gnh-dark:{dark}"


def web_link(label: str, address: str) -> Markup:
    """A link to a page of the web; any other address stays plain text.

    Example:
        >>> web_link("x", "javascript:alert(1)")
        '<span>x</span>'

    """
    if WEB_ADDRESS.fullmatch(address):
        return element("a", label, href=address, rel="noopener noreferrer", target="_blank")
    return element("span", label)


def knowledge_link(link: str) -> Markup:
    """An entity's link: a Wikidata id leads there, anything else is shown as it is."""
    if WIKIDATA_ID.fullmatch(link):
        return web_link(link, f"https://www.wikidata.org/wiki/{link}")
    return element("span", link)


def is_hidden(character: str) -> bool:
    r"""Whether a character shows nothing or turns the direction of others: it is named then.

    Example:
        >>> [is_hidden(c) for c in ("a", "\n", "\u202e", "\u200b", "\x07")]
        [False, False, True, True, True]

    """
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}


def plain_text(text: str) -> Markup:
    r"""A stretch of an article; what cannot be seen is fenced in and named.

    Example:
        >>> plain_text("a\u200bb")
        'a<bdi class="gnh-hidden" title="U+200B ZERO WIDTH SPACE" data-name="U+200B">\u200b</bdi>b'

    """
    if not any(map(is_hidden, text)):
        return Markup(escape(text))
    return join(hidden_mark(c) if is_hidden(c) else Markup(escape(c)) for c in text)


def hidden_mark(character: str) -> Markup:
    """One invisible character with its number; its effect ends with the element."""
    number = f"U+{ord(character):04X}"
    title = f"{number} {unicodedata.name(character, '')}".strip()
    return element("bdi", character, class_="gnh-hidden", title=title, data_name=number)


def readable_line(text: str) -> str:
    r"""One line for a terminal: what would steer it, or cannot be seen, is written as a number.

    Example:
        >>> readable_line("đỏ\x1b[31m\nxanh")
        'đỏ<U+001B>[31m xanh'

    """
    line = " ".join(re.split(r"[\n\t]", text))
    return "".join(f"<U+{ord(c):04X}>" if is_hidden(c) else c for c in line)
