"""Text and metadata of HTML pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

_MARKUP = re.compile(r"</(?:p|div|article|section|li|ul|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
}  # fmt: skip
_SILENT = ("script", "style", "noscript", "template", "head")


def has_markup(text: str) -> bool:
    """True for a text that is a piece of HTML, not one that merely speaks of tags."""
    return len(_MARKUP.findall(text, 0, 20_000)) > 1 or text.lstrip()[:3].lower() == "<p>"


def plain_text(fragment: str) -> str:
    """The text of a piece of HTML, a line a block."""
    try:
        tree = lxml_html.fromstring(f"<div>{fragment}</div>")
    except (etree.ParserError, ValueError):
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        silent = not isinstance(element.tag, str) or element.tag in _SILENT
        if event == "start" and not silent:
            parts += ("\n" if element.tag in _BLOCKS else "", element.text or "")
        elif event == "end":
            parts += ("\n" if element.tag in _BLOCKS else "", element.tail or "")
        elif event == "comment":
            parts.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def page_record(page: str) -> tuple[str, dict[str, object]]:
    """Text of an HTML page, and what the page says of itself (hints, and `url`).

    Recall is favoured: what is no article is for the cleaning to cut, and to say why.
    """
    import trafilatura  # slow to import, and only pages need it
    from trafilatura.settings import Document

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


def _language(page: str) -> str | None:
    found = re.search(r"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", page[:5_000], re.I)
    return found.group(1).lower() if found else None


def _names_article(url: str) -> bool:
    """False for a front page: many pages name it as their address, and would share one id."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
