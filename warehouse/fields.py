"""From the fields of a structured record to a `RawRecord`: guessed names, tidy hints."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from warehouse.decoding import decode_html
from warehouse.pages import has_markup, page_record, plain_text
from warehouse.records import (
    HINTS,
    REPLACEMENT,
    Limits,
    RawRecord,
    Rejection,
    article_id,
    content_hash,
    encodable,
)

_URL = re.compile(r"https?://[^\s/?#]+\.?[^\s]*", re.IGNORECASE)
_HINT_CHARS = 2_000


def structured_record(
    source_uri: str, values: Mapping[str, object], encoding: str, limits: Limits
) -> RawRecord:
    """The record that `values` hold, by the field names of `limits.fields`.

    Raises:
        Rejection: `no_text` without a text field, or as `make_record`.
    """
    known = {str(name).strip().casefold(): value for name, value in values.items()}
    picked = {wanted: _pick(known, names) for wanted, names in limits.fields.items()}
    text, html = _text(picked.get("text")), _text(picked.get("html"))
    hints: dict[str, object] = {}
    if text is None and html is None:
        names = ", ".join(sorted(known)[:12])
        raise Rejection("no_text", f"No field holds a text; found: {names}.")
    if text is not None and has_markup(text):
        text = plain_text(text)
    elif text is None and html is not None:
        text, hints = page_record(html)
    hints |= {name: value for name in HINTS if (value := picked.get(name)) is not None}
    return make_record(
        source_uri,
        text or "",
        encoding,
        limits,
        url=picked.get("url") or hints.get("url"),
        fetched_at=parsed_time(picked.get("fetched_at")),
        hints=hints,
    )


def html_record(
    source_uri: str,
    page: bytes,
    limits: Limits,
    *,
    charset: str | None = None,
    url: str | None = None,
    fetched_at: datetime | None = None,
) -> RawRecord:
    """The record of a page; the address and charset that its server told go before its own.

    Raises:
        Rejection: `empty` without text, or as `make_record`.
    """
    found = decode_html(page, charset)
    text, told = page_record(found.text)
    if not text.strip():
        raise Rejection("empty", "The page holds no article text.", page)
    own = told.pop("url", None)
    return make_record(
        source_uri, text, found.encoding, limits,
        url=valid_url(url) or own, fetched_at=fetched_at, hints=told,
    )  # fmt: skip


def text_names(limits: Limits) -> set[str]:
    """Names, lower case, of the fields that may hold the text."""
    return {name.casefold() for key in ("text", "html") for name in limits.fields.get(key, ())}


def known_columns(columns: Sequence[str], limits: Limits) -> list[str]:
    """Those of `columns` that mean something to us.

    Raises:
        Rejection: `no_text`, when none may hold a text.
    """
    texts = text_names(limits)
    if not any(name.strip().casefold() in texts for name in columns):
        raise Rejection("no_text", f"No column holds a text; found: {', '.join(columns[:12])}.")
    wanted = {name.casefold() for names in limits.fields.values() for name in names}
    return [name for name in columns if name.strip().casefold() in wanted]


def make_record(
    source_uri: str,
    raw_text: str,
    encoding: str,
    limits: Limits,
    *,
    url: object = None,
    fetched_at: datetime | None = None,
    hints: Mapping[str, object] | None = None,
) -> RawRecord:
    """A record, checked.

    Raises:
        Rejection: `empty` without a character that is not white space, `binary` with a NUL,
            `too_large` beyond the record's limit.
    """
    text = encodable(raw_text)
    if not text.strip(" \t\r\n\f\v\u00a0\u200b\ufeff" + REPLACEMENT):
        raise Rejection("empty", "It holds no text.", raw_text)
    if "\0" in text:
        raise Rejection("binary", "The text holds NUL characters.", raw_text)
    if len(text) > limits.max_record_bytes:
        raise Rejection("too_large", f"Its text exceeds {limits.max_record_bytes:,} characters.")
    address = valid_url(url)
    told = _hints(hints or {})
    return RawRecord(
        article_id=article_id(address, source_uri),
        source_uri=source_uri,
        reader="",  # filled by the registry
        encoding=encoding,
        content_hash=content_hash(text, address, told),
        raw_text=text,
        url=address,
        fetched_at=fetched_at,
        hints=told,
    )


def valid_url(value: object) -> str | None:
    """`value` when it is a web address: an id is made of it, so a doubtful one is none."""
    if not isinstance(value, str):
        return None
    url = encodable(value).strip()
    return url if len(url) <= 2_048 and "\0" not in url and _URL.fullmatch(url) else None


def _pick(known: Mapping[str, object], names: tuple[str, ...]) -> object:
    """The first value under `names` that says something; an empty one only if all are."""
    empty: object = None
    for name in names:
        value = known.get(name.casefold())
        if value not in (None, "", [], {}):
            return value
        empty = value if value is not None else empty
    return empty


def _text(value: object) -> str | None:
    """A text, or a list of paragraphs as one."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return None


def _hints(values: Mapping[str, object]) -> str | None:
    told = {name: said for name in HINTS if (said := _said(values.get(name)))}
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else None


def _said(value: object) -> str:
    """A hint as a string: names of a list are joined, a JSON-LD object gives its name."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_said, value[:20])))[:_HINT_CHARS]
    if isinstance(value, Mapping):
        return _said(value.get("name"))
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        clean = encodable(value).replace("\0", REPLACEMENT)
        return " ".join(clean.split())[:_HINT_CHARS]
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def parsed_time(value: object) -> datetime | None:
    """A time of any usual notation, in UTC; one without a zone is taken for UTC."""
    try:
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float):
            seconds = value / 1000 if abs(value) > 1e11 else value
            return datetime.fromtimestamp(seconds, UTC)
        if not isinstance(value, datetime):
            value = _parsed(str(value).strip()[:100])
        return value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _parsed(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)
