"""Text and metadata of HTML pages."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

MAX_ELEMENTS = 10_000
"""trafilatura takes time quadratic in the links of a page; articles have some 2,500 elements."""

MAX_TABLES = 500
"""Of these, its time is quadratic too, and its factor ten times as large."""

_MARKUP = re.compile(r"</(?:p|div|article|section|li|ul|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_LONG_TAG = 4_000  # characters of a tag that are in no quotes
_OPENING = re.compile(r"<(!--|[A-Za-z][A-Za-z0-9]*)")
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_STEP = re.compile(r">|=\s*[\"']")
_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,200}>")  # lxml wants none in decoded text
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_SILENT = ("script", "style", "noscript", "template", "head")  # their text is not for readers


def has_markup(text: str) -> bool:
    """True for a text that is a piece of HTML, not one that merely speaks of tags."""
    return len(_MARKUP.findall(text, 0, 20_000)) > 1 or text.lstrip()[:3].lower() == "<p>"


def plain_text(fragment: str) -> str:
    """The text of a piece of HTML, a line a block."""
    tree = _parsed(_short_tags(f"<div>{fragment}</div>"))
    return "" if tree is None else _tree_text(tree)


def page_record(page: str) -> tuple[str, dict[str, object]]:
    """Text of an HTML page, and what the page says of itself (hints, and `url`).

    Recall is favoured: what is no article is for the cleaning to cut, and to say why. A page of
    more than `MAX_ELEMENTS` elements gives all its text.
    """
    import trafilatura  # slow to import, and only pages need it
    from trafilatura.settings import Document

    page = _short_tags(page)
    tree = _parsed(page)
    if tree is None:
        return "", {}
    if _exceeds(tree, MAX_ELEMENTS) or _exceeds(tree, MAX_TABLES, "table"):
        title = tree.findtext(".//title")
        return _tree_text(tree), {"title": title} if title else {}
    found = trafilatura.bare_extraction(
        page, favor_recall=True, include_comments=False, with_metadata=True
    )
    if not isinstance(found, Document):
        return "", {}
    told = {
        "title": found.title,
        "standfirst": found.description,
        "date": found.date,
        "author": found.author,
        "outlet": found.sitename,
        "language": found.language or _language(page),
        "section": found.categories[0] if found.categories else None,
        "url": found.url if found.url and _names_article(found.url) else None,
    }
    return found.text or "", {name: value for name, value in told.items() if value}


def _exceeds(tree: HtmlElement, bound: int, tag: str | None = None) -> bool:
    return sum(1 for _ in islice(tree.iter(tag), bound + 1)) > bound


def _short_tags(page: str) -> str:
    """`page` without the attributes of tags that may have thousands.

    libxml2 looks each attribute up among those before it: 50,000 of them take a minute.
    """
    if all(len(part) < _LONG_TAG for part in page.split(">")):
        return page
    parts, done, at = [], 0, 0
    while tag := _OPENING.search(page, at):
        name = tag.group(1).lower()
        if name == "!--":
            at = _after(page, "-->", tag.end())
            continue
        at, unquoted = _end_of_tag(page, tag.end())
        if unquoted > _LONG_TAG:
            parts += [page[done : tag.end()], ">"]
            done = at
        if name in _RAW:
            end = _RAW[name].search(page, at)
            at = end.end() if end else len(page)
    return "".join([*parts, page[done:]])


def _end_of_tag(page: str, at: int) -> tuple[int, int]:
    """Where the tag ends whose attributes begin at `at`, and how much of it is in no quotes."""
    unquoted = 0
    while step := _STEP.search(page, at):
        unquoted += step.end() - at
        if step.group() == ">":
            return step.end(), unquoted
        at = _after(page, step.group()[-1], step.end())
    return len(page), unquoted + len(page) - at


def _after(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)


def _parsed(page: str) -> HtmlElement | None:
    try:
        return lxml_html.fromstring(_DECLARATION.sub("", page))
    except (etree.ParserError, ValueError):
        return None  # nothing in it, or characters that XML cannot hold


def _tree_text(tree: HtmlElement) -> str:
    etree.strip_elements(tree, *_SILENT, etree.Comment, with_tail=False)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        text = element.text if event == "start" else element.tail
        parts += ("\n" if element.tag in _BLOCKS else "", text or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _language(page: str) -> str | None:
    found = re.search(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", page[:5_000], re.I)
    return found.group(1).lower() if found else None


def _names_article(url: str) -> bool:
    """False for a front page: many pages name it as their address, and would share one id."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
