"""RSS and Atom files: each item is a record.

The text is cut into items before anything is parsed, and each item is parsed by itself: a broken
one costs only itself, the memory is bounded, and no entity that a file declares is ever known.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from functools import partial
from html.entities import html5
from typing import Any

from lxml import etree

from warehouse.inputs.fields import make_record, parsed_time
from warehouse.inputs.lines import sample_encoding
from warehouse.inputs.pages import plain_text
from warehouse.inputs.records import Limits, RawRecord, Rejection
from warehouse.inputs.source import Records, Source, reader, too_large

_SAMPLE = 1 << 16
_TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
_MEDIA = "{http://search.yahoo.com/mrss/}"
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""")
_ROOT = re.compile(r"<((?:[\w.-]{1,40}:)?(?:rss|RDF|feed))(?:\s[^<>]*)?>")
_ANY_ROOT = re.compile(r"<([A-Za-z_][\w.:-]{0,100})")
_ITEM = re.compile(r"<((?:[\w.-]{1,40}:)?(?:item|entry))(?=[\s>])|<!--|<!\[CDATA\[")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}
_LONGEST = 100  # characters of a token
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30};)")
_BARE = re.compile(r"&(?!(?:#[0-9]|#x[0-9A-Fa-f]|[A-Za-z][A-Za-z0-9]*;))")

_PREFIX = re.compile(r"[<\s]/?([A-Za-z_][\w.-]{0,40}):\w")
_KNOWN_PREFIX = re.compile(r"\sxmlns:([\w.-]+)")
_MAX_PREFIXES = 50


@reader(".xml", ".rss", ".atom")
def read_feed(source: Source) -> Records:
    """An item of RSS, or an entry of Atom, is a record, counted from 1."""
    encoding, texts = _texts(source)
    parts = _parts(texts, source.limits.max_record_bytes)
    head = next(parts)[1]
    if not head.strip():
        return
    feed = _Feed(head, encoding)
    for number, (kind, text) in enumerate(parts, 1):
        if kind == "item":
            yield source.attempt(number, partial(feed.record, item=text, limits=source.limits))
        elif kind != "tail":
            yield source.reject(_UNFIT[kind], number)
        elif f"</{feed.name}" not in text:
            rejection = Rejection("malformed", "The feed is cut short: it has no end.")
            yield source.reject(rejection, number)


def _texts(source: Source) -> tuple[str, Iterator[str]]:
    """The encoding of the file, and its text as it is read."""
    sample = source.stream.read(_SAMPLE)
    encoding = _encoding(sample)

    def decoded() -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        data = sample
        while data:
            yield decoder.decode(data)
            data = source.stream.read(_SAMPLE)
        yield decoder.decode(b"", final=True)

    return encoding.removesuffix("-sig"), decoded()


def _encoding(sample: bytes) -> str:
    """What the file declares counts where it is not UTF-8 or another Unicode encoding."""
    found = sample_encoding(sample) if sample else "utf-8"
    told = _DECLARED.search(sample)
    if told and not found.startswith("utf"):
        try:
            name = codecs.lookup(told.group(1).decode("ascii")).name
            if name.startswith(("iso8859", "cp", "mac", "koi8", "gb", "big5")):
                sample.decode(name)
                return name
        except (LookupError, UnicodeError):
            pass
    return found


def _parts(texts: Iterator[str], bound: int) -> Iterator[tuple[str, str]]:
    """The feed in parts: `head`, then each `item`, then `tail`.

    An item may also be `long` (beyond `bound` characters) or `open` (the file ends inside).
    """
    buffer, at, start = "", 0, 0
    inside: re.Pattern[str] | None = None  # the token that ends the open item
    is_long, has_head = False, False
    for text in texts:
        buffer, at, start = buffer[start:] + text, at - start, 0
        while token := (inside or _ITEM).search(buffer, at):
            end = _ENDS.get(token.group())
            if end:
                at = buffer.find(end, token.end())
                if at < 0:
                    at = token.start()
                    break
                at += len(end)
                continue
            part = buffer[start : token.end() if inside else token.start()]
            if inside:
                yield "long" if is_long else "item", "" if is_long else part
            elif not has_head:
                yield "head", part
                has_head = True
            at, start = token.end(), token.end() if inside else token.start()
            inside, is_long = None if inside else _end_of(token.group(1)), False
        else:
            at = max(at, len(buffer) - _LONGEST)
        if len(buffer) - start > bound:
            if not has_head:
                raise too_large(bound)
            start, is_long = at, inside is not None
    if not has_head:
        yield "head", buffer
        buffer = buffer[-_LONGEST:]
    yield ("open" if inside else "tail"), buffer[start:]


def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{re.escape(name)}\s{{0,20}}>|<!--|<!\[CDATA\[")


_HARDENED: dict[str, Any] = {
    "encoding": "utf-8", "resolve_entities": False, "no_network": True, "load_dtd": False,
    "dtd_validation": False, "huge_tree": False, "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_UNFIT = {
    "long": Rejection("too_large", "The item is larger than a record may be."),
    "open": Rejection("malformed", "The feed ends inside this item."),
}


class _Feed:
    """What the head of a feed says, and the making of records of its items."""

    def __init__(self, head: str, encoding: str) -> None:
        """Raises Rejection: `unknown_format` when it is no feed."""
        root = _ROOT.search(head)
        if not root:
            other = _ANY_ROOT.search(head)
            told = f"Its root is <{other.group(1)}>" if other else "It is no XML"
            raise Rejection("unknown_format", f"{told}: neither RSS nor Atom.")
        self.name, self._opening, self._encoding = root.group(1), root.group(), encoding
        self.outlet, self.language = self._channel(head[root.end() :])

    def _channel(self, head: str) -> tuple[str | None, str | None]:
        parser = etree.XMLParser(recover=True, **_HARDENED)
        root = etree.fromstring(self._wrapped(head), parser)
        children = [] if root is None else [*root, *(kid for one in root for kid in one)]
        told = {_local(one): _words(one) for one in reversed(children)}
        return told.get("title"), told.get("language")

    def _wrapped(self, text: str) -> bytes:
        text = _BARE.sub("&amp;", _ENTITY.sub(_character, text))
        known = set(_KNOWN_PREFIX.findall(self._opening)) | {"xml", "xmlns"}
        unknown = sorted(set(_PREFIX.findall(text)) - known)[:_MAX_PREFIXES]
        opening = self._opening[:-1] + "".join(f' xmlns:{name}="urn:{name}"' for name in unknown)
        return f"{opening}>{text}</{self.name}>".encode("utf-8", "replace")

    def record(self, uri: str, item: str, limits: Limits) -> RawRecord:
        """The record of `item`.

        Raises:
            Rejection: `malformed`, `no_text`, or as `make_record`.
        """
        try:
            root = etree.fromstring(self._wrapped(item), etree.XMLParser(**_HARDENED))
        except etree.XMLSyntaxError as error:
            raise Rejection("malformed", f"Broken XML: {error.msg}.", item, is_part=True) from error
        parts: dict[str, list[etree._Element]] = {}
        for child in root[-1]:
            if isinstance(child.tag, str) and not child.tag.startswith(_MEDIA):
                parts.setdefault(_local(child), []).append(child)
        texts = [text for name in _TEXTS for one in parts.get(name, ()) if (text := _text(one))]
        if not texts:
            detail = "The item has neither content nor description."
            raise Rejection("no_text", detail, item, is_part=True)
        hints = {
            "title": _first(parts, "title"),
            "standfirst": next((other for other in texts[1:] if other != texts[0]), None),
            "date": _date(_first(parts, "published", "pubDate", "date", "issued", "updated")),
            "author": _author(parts),
            "outlet": self.outlet,
            "language": self.language,
            "section": _first(parts, "category", "subject"),
        }
        address = _address(parts)
        return make_record(uri, texts[0], self._encoding, limits, url=address, hints=hints)


def _character(entity: re.Match[str]) -> str:
    """The character of an entity that HTML knows and XML does not."""
    found = html5.get(entity.group(1), "")
    return entity.group() if not found or found in "<>&\"'" else found


def _local(element: etree._Element | None) -> str:
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]


def _markup(element: etree._Element) -> str:
    """What is in `element` as HTML, without attributes."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node is not element:
            parts.append(f"<{_local(node)}>" if event == "start" else f"</{_local(node)}>")
        text = node.text if event == "start" else None if node is element else node.tail
        parts.append(text or "")
    return "".join(parts)


def _text(element: etree._Element) -> str:
    """The element's text without markup; Atom says which text has none, others rarely do."""
    text = _markup(element).strip()
    if "<" in text:
        return plain_text(text)
    return html.unescape(text)


def _words(element: etree._Element) -> str:
    return " ".join(_text(element).split())


def _first(parts: dict[str, list[etree._Element]], *names: str) -> str | None:
    for name in names:
        for one in parts.get(name, ()):
            if said := _words(one) or one.get("term"):
                return str(said)
    return None


def _date(said: str | None) -> str | None:
    time = parsed_time(said)
    return time.isoformat() if time else said


def _author(parts: dict[str, list[etree._Element]]) -> str | None:
    """Names, without the addresses that RSS asks for: `redaction@a.example (Zoé Martin)`."""
    names = []
    for one in (*parts.get("creator", ()), *parts.get("author", ())):
        name = next((_words(child) for child in one if _local(child) == "name"), _words(one))
        in_brackets = re.fullmatch(r"\S+@\S+\s*\((.+)\)", name)
        names.append(in_brackets.group(1) if in_brackets else name)
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _address(parts: dict[str, list[etree._Element]]) -> str | None:
    for link in parts.get("link", ()):
        if link.get("rel", "alternate") == "alternate" and (link.get("href") or link.text):
            return html.unescape(str(link.get("href") or link.text)).strip()
    for guid in parts.get("guid", ()):
        if guid.get("isPermaLink") != "false":
            return _words(guid)
    return None
