"""From the fields of a structured record to a `RawRecord`: guessed names, tidy hints."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from warehouse.inputs.decoding import decode_html
from warehouse.inputs.pages import has_markup, page_record, plain_text
from warehouse.inputs.records import (
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
_WRAPPERS = (
    "_source", "data", "article", "item", "record", "document", "doc", "post", "node", "attributes",
    "fields", "payload",
)  # fmt: skip
_INNER = ("rendered", "html", "text", "value", "content")  # of blocks and of content systems


def structured_record(
    source_uri: str, values: Mapping[str, object], encoding: str, limits: Limits
) -> RawRecord:
    """The record that `values` hold, by the field names of `limits.fields`.

    Raises:
        Rejection: `no_text` without a text field, or as `make_record`.
    """
    known = _known(values, limits)
    addresses = [name for name, value in known.items() if valid_url(value)]
    named = limits.folded
    picked = {wanted: _pick(known, names) for wanted, names in named.items()}
    text, html = (_pick_text(known, named.get(key, ())) for key in ("text", "html"))
    # Some call the article's address its source, or their outlet's address its outlet.
    picked["outlet"] = _pick({**known, **dict.fromkeys(addresses)}, named.get("outlet", ()))
    places = (*named.get("url", ()), "source")
    url = next((at for name in places if (at := valid_url(_at(known, name)))), None)
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
        url=url or hints.get("url"),
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
    otherwise: str | None = None,
    fetched_at: datetime | None = None,
) -> RawRecord:
    """The record of a page.

    The `url` and `charset` that its server told go before its own; `otherwise` is its address when
    it tells none.

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
        url=valid_url(url) or own or otherwise, fetched_at=fetched_at, hints=told,
    )  # fmt: skip


def text_names(limits: Limits) -> set[str]:
    """Names, lower case, of the fields that may hold the text."""
    names = {name for key in ("text", "html") for name in limits.folded.get(key, ())}
    return names | {name.partition(".")[0] for name in names}


def known_columns(columns: Sequence[str], limits: Limits) -> list[str]:
    """Those of `columns` that mean something to us.

    Raises:
        Rejection: `no_text`, when none may hold a text.
    """
    texts = text_names(limits)
    if not any(name.strip().casefold() in texts for name in columns):
        raise Rejection("no_text", f"No column holds a text; found: {', '.join(columns[:12])}.")
    wanted = {name for names in limits.folded.values() for name in names}
    wanted |= {name.partition(".")[0] for name in wanted}
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
    if _has_more_lines(text, limits.max_record_lines):
        raise Rejection("too_large", f"Its text has more than {limits.max_record_lines:,} lines.")
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


def _has_more_lines(text: str, bound: int) -> bool:
    if text.count("\n") + text.count("\r") <= bound:
        return False
    return sum(1 for line in text.splitlines() if line.strip()) > bound


def valid_url(value: object) -> str | None:
    """`value` when it is a web address: an id is made of it, so a doubtful one is none."""
    if not isinstance(value, str) or len(value) > 2_100:
        return None
    url = encodable(value).strip()
    return url if len(url) <= 2_048 and "\0" not in url and _URL.fullmatch(url) else None


def _known(values: Mapping[str, object], limits: Limits) -> dict[str, object]:
    """The fields by their names in lower case.

    Of a record that holds its text one level deeper (`{"_source": {"text": …}}`), those inside
    come in front of those outside.
    """
    known = {str(name).strip().casefold(): value for name, value in values.items()}
    texts = text_names(limits)
    if any(_text(known.get(name)) for name in texts):
        return known
    for wrapper in _WRAPPERS:
        inner = known.get(wrapper)
        if isinstance(inner, Mapping):
            deeper = {str(name).strip().casefold(): value for name, value in inner.items()}
            if any(_text(deeper.get(name)) for name in texts):
                return known | deeper
    return known


def _pick(known: Mapping[str, object], names: tuple[str, ...]) -> object:
    """The first value under `names` that says something; an empty one only if all are."""
    empty: object = None
    for name in names:
        value = _at(known, name)
        if value not in (None, "", [], {}):
            return value
        empty = value if value is not None else empty
    return empty


def _pick_text(known: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The first text that is not empty; an empty one only if all are, None if there is none."""
    found = [text for name in names if (text := _text(_at(known, name))) is not None]
    return next((text for text in found if text.strip()), found[0] if found else None)


def _at(known: Mapping[str, object], name: str) -> object:
    """The value under `name`; `a.b` is a field of that name, else `b` in the object `a`."""
    if name in known or "." not in name:
        return known.get(name)
    first, _, rest = name.partition(".")
    inner = known.get(first)
    if not isinstance(inner, Mapping):
        return None
    return _at({str(key).strip().casefold(): value for key, value in inner.items()}, rest)


def _text(value: object) -> str | None:
    """A text; a list of paragraphs as one; an object's `rendered`, `html`, `text` or `value`."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        inner = (value.get(name) for name in _INNER)
        return next((text for text in inner if isinstance(text, str) and text), None)
    if isinstance(value, list):
        parts = [_text(part) if isinstance(part, str | Mapping) else None for part in value]
        texts = [part for part in parts if part is not None]
        return "\n".join(texts) if len(texts) == len(parts) and texts else None
    return None


def _hints(values: Mapping[str, object]) -> str | None:
    told = {name: said for name in HINTS if (said := _said(values.get(name)))}
    return json.dumps(told, ensure_ascii=False, sort_keys=True) if told else None


def _said(value: object) -> str:
    """A hint as a string: names of a list are joined, a JSON-LD object gives its name."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_said, value[:20])))[:_HINT_CHARS]
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("rendered")
        return (
            plain_text(name) if isinstance(name, str) and re.search("[<&]", name) else _said(name)
        )
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
