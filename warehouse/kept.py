"""What quarantine keeps of a record: enough to read it again, or its beginning and where it is.

The column `record` is a JSON object. A rejected article is its row of `raw_articles`; a record
that never became one has `reader` and one of

- `fields`: the fields of a structured record, as they were read
- `text` or `base64`: its exact text, or bytes that are no UTF-8
- `preview`: the beginning of what was too long to keep; the file at `location` holds the rest
"""

from __future__ import annotations

import base64
import binascii
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from warehouse.inputs.records import (
    Limits,
    RawRecord,
    RejectedRecord,
    Rejection,
    article_id,
    file_of,
    reject,
)


def read_kept(entry: RejectedRecord, limits: Limits) -> RawRecord | RejectedRecord | None:
    """What the kept record gives today; None when it was not kept whole.

    The outcome has the address (`source_uri`, `location`) of `entry`.
    """
    known = parsed_record(entry.record)
    if "raw_text" in known:
        return _as_row(known, entry)
    for outcome in _outcomes(known, entry, limits):
        return readdressed(outcome, entry.source_uri, entry.location)
    return None


def exact_bytes(record: str | None) -> bytes | None:
    """The record to the bit, where it was kept as text or bytes."""
    return _data(parsed_record(record))


def readdressed(
    outcome: RawRecord | RejectedRecord, source_uri: str, location: str | None
) -> RawRecord | RejectedRecord:
    """`outcome` under another address; an id made of the address changes with it."""
    if isinstance(outcome, RejectedRecord):
        return replace(outcome, source_uri=source_uri, location=location)
    name = article_id(outcome.url, source_uri)
    return replace(outcome, source_uri=source_uri, location=location, article_id=name)


def _as_row(known: Mapping[str, Any], entry: RejectedRecord) -> RawRecord:
    """A row of `raw_articles`, as `flows` dumped it."""
    from warehouse.inputs.fields import parsed_time

    names = RawRecord.__dataclass_fields__
    row = {name: value for name, value in known.items() if name in names}
    row["fetched_at"] = parsed_time(row.get("fetched_at"))
    return RawRecord(**row | {"location": entry.location})


def _outcomes(
    known: Mapping[str, Any], entry: RejectedRecord, limits: Limits
) -> Iterator[RawRecord | RejectedRecord]:
    from warehouse.inputs.fields import structured_record
    from warehouse.readers import read_as

    reader = str(known.get("reader", ""))
    if "fields" in known:
        try:
            encoding = str(known.get("encoding") or "utf-8")
            record = structured_record(entry.source_uri, known["fields"], encoding, limits)
            yield replace(record, reader=reader)
        except Rejection as rejection:
            rejection.data = known["fields"]
            yield reject(entry.source_uri, rejection, limits, reader=reader)
        return
    data = _data(known)
    if data is not None:
        uri = file_of(entry.source_uri)
        yield from read_as(reader, uri, io.BytesIO(data), limits)


def _data(known: Mapping[str, Any]) -> bytes | None:
    if "text" in known:
        return str(known["text"]).encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(known["base64"]) if "base64" in known else None
    except (binascii.Error, TypeError):
        return None


def parsed_record(record: str | None) -> Mapping[str, Any]:
    """The JSON object that the column `record` holds; empty when it holds none."""
    try:
        known = json.loads(record or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}
