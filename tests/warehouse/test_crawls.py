"""WARC files: pages are records, the rest is counted, and a damage costs only itself."""

from __future__ import annotations

import gzip
import io
import zlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.warehouse.formatted import TWO, page, warc_record, warc_records
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord
from warehouse.readers import read_inputs, read_stream

PAGE = page(TWO[0]).encode()
URL = "https://lemidi.example/autre"


def read(data: bytes, name: str = "x.warc", **limits) -> list[RawRecord | RejectedRecord]:
    return list(read_stream(name, io.BytesIO(data), Limits(**limits)))


def outcomes(data: bytes, name: str = "x.warc", **limits) -> dict[str, str]:
    return {
        one.source_uri.partition("#")[2]: getattr(one, "reason", "ok")
        for one in read(data, name, **limits)
    }


def test_address_and_time_are_those_of_the_crawl() -> None:
    (found,) = read(warc_record(PAGE, f"<{URL}>"))
    assert isinstance(found, RawRecord)
    assert found.url == URL, "not the canonical address that the page gives"
    assert found.fetched_at == datetime(2024, 5, 2, 10, tzinfo=UTC)
    (found,) = read(warc_record(PAGE, "dns:lemidi.example"))
    assert isinstance(found, RawRecord)
    assert found.url == TWO[0].url, "the canonical one, where the crawl has none"


def test_other_records_are_skipped_and_counted(tmp_path: Path) -> None:
    data = b"".join([
        warc_record(b"", URL, type_="warcinfo"), warc_record(b"", URL, type_="request"),
        warc_record(PAGE, URL), warc_record(PAGE, URL, status="404 Not Found"),
        warc_record(PAGE, URL, status="301 Moved"), warc_record(b"x", URL, kind="image/png"),
        warc_record(PAGE, URL, kind="Text/HTML"),
    ])  # fmt: skip
    (tmp_path / "x.warc").write_bytes(data)
    skipped: Counter[str] = Counter()
    found = list(read_inputs([tmp_path], skipped=skipped))
    assert [one.source_uri for one in found] == ["x.warc#3", "x.warc#7"]
    assert skipped == {
        "WARC warcinfo": 1, "WARC request": 1, "response of status 4xx": 1,
        "response of status 3xx": 1, "response that is no page": 1,
    }  # fmt: skip
    (only,) = read(warc_record(b"", URL, type_="request") * 3)
    assert isinstance(only, RejectedRecord)
    assert (only.reason, only.detail) == ("empty", "It holds no page: all 3 records were skipped.")


@pytest.mark.parametrize(
    ("more", "body"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress(PAGE)),
        ("Content-Encoding: deflate\r\n", zlib.compress(PAGE)),
        ("Transfer-Encoding: chunked\r\n", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ("Content-Encoding: gzip\r\n", PAGE),
        ("Transfer-Encoding: chunked\r\n", PAGE),
    ],
    ids=["gzip", "deflate", "chunked", "no gzip although it says so", "not chunked although…"],
)
def test_bodies_are_decoded_where_they_are_coded(more: str, body: bytes) -> None:
    (found,) = read(warc_record(body, URL, more=more))
    assert isinstance(found, RawRecord), found
    assert "« Ça suffit… »" in found.raw_text


def test_the_servers_charset_goes_before_the_pages() -> None:
    body = page(TWO[0]).replace("’", "'").encode("cp1252")  # says UTF-8 of itself
    (found,) = read(warc_record(body, URL, kind="text/html; charset=windows-1252"))
    assert isinstance(found, RawRecord)
    assert "Ça suffit…" in found.raw_text
    assert found.encoding == "cp1252"


RECORDS = warc_records(TWO * 4)
WRONG_LENGTH = RECORDS[2].replace(b"Content-Length: ", b"Content-Length: 9")


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("damaged", "expected"),
    [
        (b"rubbish\r\n" * 20, "malformed"),
        (RECORDS[2].replace(b"Content-Length: ", b"Content-Length: -"), "malformed"),
        (WRONG_LENGTH, "malformed"),
        (RECORDS[2].replace(b"Content-Length: ", b"Content-Lengthy: "), "malformed"),
    ],
    ids=["rubbish", "negative length", "too great a length", "no length"],
)
def test_reading_goes_on_after_a_damaged_record(
    damaged: bytes, expected: str, packed: bool
) -> None:
    parts = [RECORDS[0], RECORDS[1], damaged, RECORDS[3], RECORDS[4]]
    data = b"".join(gzip.compress(part) if packed else part for part in parts)
    found = read(data, "x.warc.gz" if packed else "x.warc")
    good = [one.url for one in found if isinstance(one, RawRecord)]
    assert good == [TWO[n % 2].url for n in (0, 1, 3, 4)], found
    assert expected in [one.reason for one in found if isinstance(one, RejectedRecord)]
    assert len({one.source_uri for one in found}) == len(found)


def test_a_damaged_member_of_a_gzip_file_costs_only_itself() -> None:
    members = [gzip.compress(record) for record in RECORDS]
    members[3] = members[3][:60] + b"\xff" * 30 + members[3][90:]
    found = read(b"".join(members), "x.warc.gz")
    good = [one for one in found if isinstance(one, RawRecord)]
    assert len(good) == 7
    assert [one.reason for one in found if isinstance(one, RejectedRecord)] == ["malformed"]


def test_a_page_cut_short_is_told() -> None:
    whole = b"".join(RECORDS[:2])
    assert outcomes(whole[:-50]) == {"1": "ok", "2": "malformed"}
    assert outcomes(whole[: len(RECORDS[0]) + 40]) == {"1": "ok", "2": "malformed"}
    assert outcomes(whole + b"WARC/1.0\r\nWARC-Ty") == {"1": "ok", "2": "ok", "3": "malformed"}


def test_a_body_beyond_the_limit_costs_only_itself() -> None:
    vast = gzip.compress(PAGE + b"<p>mot</p>" * 100_000)
    data = RECORDS[0] + warc_record(vast, URL, more="Content-Encoding: gzip\r\n") + RECORDS[1]
    assert outcomes(data, max_record_bytes=50_000) == {"1": "ok", "2": "too_large", "3": "ok"}
