"""Bytes to text: the encoding of an input is found, never assumed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from warehouse.inputs.records import REPLACEMENT, Rejection

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One-byte encodings of Western news. A detector cannot tell them apart in a text with two
# accents; that the non-ASCII characters be those of our languages can.
_WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp850")
_EXPECTED = frozenset(
    "àâäæçéèêëîïôöœùûüÿñÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸÑáíóúßÁÍÓÚãõåøÅØ«»‹›“”„‘’–—…•·°€£§©®²³½ºª\u00a0\u00ad"
)
_ODD = re.compile("(?<=[a-zà-ÿ])[À-ÞŒŸ]")  # a capital inside a word: dÇclarÇ
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I
)
# Python's own that no page is written in; the first take time quadratic in the length.
_NO_CHARSETS = frozenset(
    ["punycode", "idna", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined"]
)
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Decoded:
    """Text with the encoding that it was decoded from. Newlines are as they were."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """`data` as text: byte order marks, then UTF-8, then the likeliest other encoding.

    Raises:
        Rejection: `binary`, when it is not text in any encoding.
    """
    encoding = detect(data)
    text = data.decode(encoding, errors="replace")
    if encoding != "utf-8-sig" and text.startswith("\ufeff"):
        text = text[1:]
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    if "\0" in text or controls * 20 > min(len(text), _SAMPLE):
        raise Rejection("binary", "The content is binary, not text.", data)
    return Decoded(text, "utf-8" if encoding == "utf-8-sig" else encoding)


def decode_html(data: bytes, charset: str | None = None) -> Decoded:
    """Like `decode`, but what is declared comes before guessing.

    That is `charset`, which the page's server told, else what the page says in a `meta`.
    """
    found = _META_CHARSET.search(data[:8192])
    name = charset or (found.group(1).decode("ascii") if found else "")
    if name and not data.startswith(tuple(mark for mark, _ in _BOMS)) and not is_utf8(data):
        name = name.strip().lower()
        # What browsers do: pages that say Latin-1 are written in Windows-1252.
        name = "cp1252" if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii"} else name
        try:
            known = codecs.lookup(name).name
            if known not in _NO_CHARSETS:
                return Decoded(data.decode(known), known)
        except (LookupError, UnicodeError, ValueError):
            pass  # undeclared or wrongly declared: guess
    return decode(data)


def detect(data: bytes) -> str:
    """Name of the encoding of `data`, as Python knows it."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if is_utf8(data):
        return "utf-8"
    if b"\0" in data:
        return _wide(data) or "utf-8"
    if _nearly_utf8(data):
        return "utf-8"
    return _western(data) or _any(data)


def is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Western text has a NUL in every second byte."""
    sample = data[: _SAMPLE & ~1]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.7 * half and sample[::2].count(0) == 0:
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few broken bytes: another encoding would spoil every accent."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count(REPLACEMENT)
    whole = sum(1 for character in text[:_SAMPLE] if character > "\x7f") - broken
    return whole >= 4 * broken


def _western(data: bytes) -> str | None:
    """The one-byte encoding that gives the most likely characters; the commonest on a tie."""
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    if high > 0.5 * sum(byte > 0x40 for byte in sample):
        return None  # our languages have few accents: this is another script
    best, most = None, 0.8 * high
    for name in _WESTERN:
        try:
            text = data.decode(name)[:_SAMPLE]
        except UnicodeDecodeError:
            continue
        score = sum(character in _EXPECTED for character in text) - 2 * len(_ODD.findall(text))
        if score > most:
            best, most = name, float(score)
    return best


def _any(data: bytes) -> str:
    best = from_bytes(data[: 4 * _SAMPLE]).best()
    return best.encoding if best else "cp1252"
