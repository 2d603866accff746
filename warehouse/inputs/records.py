"""What a reader hands on: records, rejections, and the limits it works within."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NUMBER = re.compile(r"#\d+\Z")
_SURROGATES = re.compile("[\ud800-\udfff]")

Data = bytes | str | Mapping[str, object]

FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            "text", "content", "article", "body", "raw_text", "full_text", "fulltext",
            "articleBody", "article_text", "body_text", "plain_text", "maintext", "content_text",
            "texte", "contenu", "corps",
        ),
        "html": ("html", "raw_html", "content_html", "body_html"),
        "url": (
            "url", "link", "canonical_url", "requested_url", "source_url", "page_url", "web_url",
            "external_url", "permalink", "uri",
        ),
        "title": ("title", "headline", "titre"),
        "standfirst": (
            "standfirst", "description", "summary", "excerpt", "abstract", "subtitle", "dek",
            "chapo", "chapeau",
        ),
        "date": (
            "date", "published", "published_at", "publishedAt", "datePublished", "pubDate",
            "date_published", "date_publish", "published_date", "publish_date", "pub_date",
            "published_time", "publication_date", "date_publication",
        ),
        "author": ("author", "byline", "authors", "creator", "auteur", "auteurs"),
        "outlet": (
            "outlet", "source", "site", "publisher", "sitename", "site_name", "media", "newspaper",
            "source_domain", "hostname", "domain",
        ),
        "language": ("language", "lang", "langue"),
        "section": ("section", "category", "categories", "rubrique"),
        "fetched_at": (
            "fetched_at", "fetchedAt", "scraped_at", "crawled_at", "retrieved_at", "date_download",
            "download_date", "crawl_date",
        ),
    }
)  # fmt: skip
"""The names under which structured records are guessed to hold a field, best first."""

HINTS = ("title", "standfirst", "date", "author", "outlet", "language", "section")
"""The keys that `RawRecord.hints` may hold, each with a string."""


class InputError(Exception):
    """The operator named an input that is not there. One line, fit for the terminal."""


@dataclass(frozen=True)
class Limits:
    """Bounds of what is read, and the names of the fields of structured records.

    `max_record_bytes` is on what stands in memory at once: a text file, one line, one row, one
    member of an archive. Those on expansion are for all that one input file unpacks to.
    """

    max_record_bytes: int = 5_000_000
    max_record_lines: int = 50_000  # that are not blank
    max_depth: int = 64  # folders within folders
    max_json_depth: int = 100  # lists and objects within each other
    max_nesting: int = 1  # archives within an archive
    max_members: int = 100_000  # of one archive
    max_expansion: int = 100  # unpacked bytes to one packed
    max_expanded_bytes: int = 50_000_000_000
    max_spool_bytes: int = 2_000_000_000  # unpacked to a temporary file, where a format needs it
    max_rejections: int = 10_000  # told one by one of one input file
    preview_chars: int = 2_000
    kept_bytes: int = 200_000  # of a rejected record; of a larger one a preview is kept
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FIELDS)

    @cached_property
    def folded(self) -> Mapping[str, tuple[str, ...]]:
        """`fields` with their names in lower case."""
        return {
            ours: tuple(dict.fromkeys(name.casefold() for name in theirs))
            for ours, theirs in self.fields.items()
        }

    @property
    def free_bytes(self) -> int:
        """What any input may expand to, however small it is."""
        return 2 * self.max_record_bytes


@dataclass(frozen=True)
class RawRecord:
    """One input record as landed: a row of `raw_articles`."""

    article_id: str
    source_uri: str
    reader: str
    encoding: str
    content_hash: str
    raw_text: str
    url: str | None = None
    fetched_at: datetime | None = None
    hints: str | None = None
    location: str | None = None  # absolute path or address of the file that held it


@dataclass(frozen=True)
class RejectedRecord:
    """One input that cannot become an article, with a reason code and a sentence.

    Reasons: empty, binary, unreadable, malformed, too_large, no_text, not_a_file,
    unknown_format, over_expanded, too_deep, too_many_members, too_many_rejections. What `record`
    holds is said in warehouse/kept.py.
    """

    source_uri: str
    reason: str
    detail: str
    article_id: str | None = None
    content_hash: str | None = None
    record: str | None = None
    location: str | None = None


class Rejection(Exception):
    """Raised by a reader to reject the record that it is reading.

    `data` is the record as far as it was read: bytes, text, or the fields of a structured one.
    With `is_part` it is only the beginning, or cannot be read again by itself.
    """

    def __init__(
        self, reason: str, detail: str, data: Data | None = None, *, is_part: bool = False
    ) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.data = data
        self.is_part = is_part
        self.encoding: str | None = None  # of the file that held the fields


def article_id(url: str | None, source_uri: str) -> str:
    """16 hex digits of the SHA-256 of the url, else of the source URI."""
    return hashlib.sha256(encodable(url or source_uri).encode()).hexdigest()[:16]


def file_of(source_uri: str) -> str:
    """The source URI without the number of the record in its file."""
    return _NUMBER.sub("", source_uri)


def holders(source_uri: str) -> Iterator[str]:
    """What may hold the record: its file, the archives and folders around it, innermost first."""
    uri = file_of(source_uri)
    if uri != source_uri:
        yield uri
    while "/" in uri:
        uri = uri.rpartition("/")[0].removesuffix("!")  # which stands behind an archive's name
        yield uri


def content_hash(raw_text: str, url: str | None, hints: str | None) -> str:
    """SHA-256 of the record: a change in its text, url or hints is a change of the record.

    `fetched_at` stays out: the same page fetched again is not a change.
    """
    parts = json.dumps([raw_text, url, hints], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(parts.encode()).hexdigest()


def encodable(text: str) -> str:
    """`text` with lone surrogates, which UTF-8 cannot hold, replaced by U+FFFD."""
    return _SURROGATES.sub(REPLACEMENT, text)


def reject(
    source_uri: str,
    rejection: Rejection,
    limits: Limits,
    *,
    url: str | None = None,
    reader: str | None = None,
) -> RejectedRecord:
    """The row to keep of a rejected record, the record itself bounded and safe to store."""
    raw = _bytes(rejection.data)
    uri = encodable(source_uri).replace("\0", REPLACEMENT)
    return RejectedRecord(
        source_uri=uri,
        reason=rejection.reason,
        detail=printable(rejection.detail, 500),
        article_id=article_id(url, uri) if raw is not None else None,
        content_hash=hashlib.sha256(raw).hexdigest() if raw is not None else None,
        record=None if raw is None else _kept(raw, rejection, limits, reader),
    )


def _bytes(data: Data | None) -> bytes | None:
    if data is None or isinstance(data, bytes):
        return data
    text = data if isinstance(data, str) else json.dumps(data, default=_as_text)
    return text.encode(errors="surrogatepass")


def _kept(raw: bytes, rejection: Rejection, limits: Limits, reader: str | None) -> str:
    """The record as a JSON object, whole where it can be read again; see warehouse/kept.py."""
    data, known = rejection.data, {"reader": reader, "encoding": rejection.encoding}
    known = {name: value for name, value in known.items() if value}
    if not rejection.is_part and len(raw) <= limits.kept_bytes:
        try:
            if isinstance(data, Mapping):
                return _json(known | {"fields": dict(data)})
            if isinstance(data, str):
                return _json(known | {"text": data})
            return _json(known | _told(raw))
        except (TypeError, ValueError, RecursionError):
            pass  # fields that JSON cannot hold: the source has them
    head = data if isinstance(data, str) else raw[: 4 * limits.preview_chars]
    return _json(known | {"preview": _beginning(head, limits.preview_chars)})


def _told(raw: bytes) -> dict[str, object]:
    try:
        return {"text": raw.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(raw).decode()}


def _json(value: Mapping[str, object]) -> str:
    """`value` as JSON that UTF-8 can hold: lone surrogates and NULs are escaped."""
    text = json.dumps(value, ensure_ascii=False, default=_as_date)
    return json.dumps(value, default=_as_date) if _SURROGATES.search(text) else text


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _as_date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _beginning(data: bytes | str, length: int) -> str:
    """The first `length` characters of `data`, lone surrogates and NULs gone."""
    if isinstance(data, bytes):
        data = data.decode("utf-8", errors="replace")
    return encodable(data[:length]).replace("\0", REPLACEMENT)


def printable(text: str, length: int) -> str:
    """One line of at most `length` characters."""
    line = " ".join(encodable(text).replace("\0", REPLACEMENT).split())
    return line if len(line) <= length else line[: length - 1] + "…"
