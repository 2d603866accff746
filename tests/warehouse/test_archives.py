"""Zip, tar and compressed files: what is inside is read under its place, within the limits."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lengths import IS_WHOLE
from tests.warehouse.formatted import TWO, jsonl, parquet, tarred, warc, zipped, zst
from warehouse.inputs.archives import harmless
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord
from warehouse.readers import read_inputs, read_stream

TEXT = b"Un texte."
LINES = 20_000 if IS_WHOLE else 6_000


def read(name: str, data: bytes, **limits) -> list[RawRecord | RejectedRecord]:
    return list(read_stream(name, io.BytesIO(data), Limits(**limits)))


def outcomes(name: str, data: bytes, **limits) -> dict[str, str]:
    return {one.source_uri: getattr(one, "reason", "ok") for one in read(name, data, **limits)}


@pytest.mark.parametrize(("name", "pack"), [("a.zip", zipped), ("a.tar", tarred)])
def test_members_are_named_by_their_place(name: str, pack) -> None:
    members = {"d/x.txt": TEXT, "y.jsonl": jsonl(TWO), "z.parquet.gz": gzip.compress(parquet(TWO)),
               "w.docx": b"?", "d/.hidden.txt": TEXT, "__MACOSX/x.txt": TEXT}  # fmt: skip
    assert outcomes(name, pack(members)) == {
        f"{name}!/d/x.txt": "ok", f"{name}!/y.jsonl#1": "ok", f"{name}!/y.jsonl#2": "ok",
        f"{name}!/z.parquet.gz#1": "ok", f"{name}!/z.parquet.gz#2": "ok",
        f"{name}!/w.docx": "unknown_format",
    }  # fmt: skip


def test_what_is_skipped_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({".a.txt": TEXT, "b/.c/d.txt": TEXT, "e.txt": TEXT}))
    skipped: Counter[str] = Counter()
    assert len(list(read_inputs([tmp_path], skipped=skipped))) == 1
    assert skipped == {"hidden member": 2}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_stay_apart() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("a.txt", "a.txt", "./a.txt", "../a.txt"):
            archive.writestr(name, TEXT)
    found = read("a.zip", buffer.getvalue())
    assert [one.source_uri for one in found] == [
        "a.zip!/a.txt", "a.zip!/a.txt~2", "a.zip!/a.txt~3", "a.zip!/a.txt~4",
    ]  # fmt: skip
    assert len({one.article_id for one in found}) == 4


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/passwd.txt", "etc/passwd.txt"), ("/etc/a.txt", "etc/a.txt"),
        ("C:\\Windows\\a.txt", "Windows/a.txt"), ("..\\..\\a.txt", "a.txt"), ("a/./b//c.txt", "a/b/c.txt"),
        ("a\u202etxt.exe", "a\N{REPLACEMENT CHARACTER}txt.exe"), ("a\nb.txt", "a\N{REPLACEMENT CHARACTER}b.txt"),
        ("..", "unnamed"), ("", "unnamed"), ("été.txt", "été.txt"), ("a..b.txt", "a..b.txt"),
    ],
)  # fmt: skip
def test_names_lead_nowhere(name: str, path: str) -> None:
    assert harmless(name) == path


@given(st.text(max_size=2_000))
def test_any_name_becomes_a_relative_path(name: str) -> None:
    path = harmless(name)
    assert path
    assert len(path) <= 510
    assert not {"", ".", ".."} & set(path.split("/"))
    assert path.encode()
    assert harmless(path) == path or len(name) > 500 or ":" in name


def test_archives_in_archives_up_to_the_limit() -> None:
    one = zipped({"a.txt": TEXT})
    two = tarred({"one.zip": one, "b.txt": TEXT})
    three = zipped({"two.tar": two, "c.txt": TEXT})
    assert outcomes("two.tar", two) == {"two.tar!/one.zip!/a.txt": "ok", "two.tar!/b.txt": "ok"}
    assert outcomes("three.zip", three) == {
        "three.zip!/two.tar!/one.zip": "too_deep", "three.zip!/two.tar!/b.txt": "ok",
        "three.zip!/c.txt": "ok",
    }  # fmt: skip
    assert set(outcomes("three.zip", three, max_nesting=2).values()) == {"ok"}
    assert outcomes("two.tar", two, max_nesting=0) == {
        "two.tar!/one.zip": "too_deep", "two.tar!/b.txt": "ok",
    }  # fmt: skip


def test_a_file_compressed_twice_or_without_a_format_is_told() -> None:
    assert outcomes("a.txt.gz.gz", gzip.compress(gzip.compress(TEXT))) == {
        "a.txt.gz.gz": "too_deep"
    }
    (found,) = read("a.gz", gzip.compress(TEXT))
    assert isinstance(found, RejectedRecord)
    assert found.reason == "unknown_format"
    assert "page.html.gz" in found.detail


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT * 50, "c.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(TEXT * 3) + 30] ^= 1
    assert outcomes("a.zip", bytes(data)) == {
        "a.zip!/a.txt": "ok", "a.zip!/b.txt": "malformed", "a.zip!/c.txt": "ok",
    }  # fmt: skip


def test_a_tar_without_an_end_keeps_what_came_before() -> None:
    whole = tarred({f"{n}.txt": TEXT for n in range(5)})
    for length in (1_024 * 3 + 100, 1_024 * 3 + 515, 1_024 * 3):
        found = outcomes("a.tar", whole[:length])
        assert list(found.values()).count("ok") == 3
        assert found["a.tar"] == "malformed"
    damaged = whole[: 1_024 * 3] + b"x" * 512 + whole[1_024 * 3 + 512 :]
    assert outcomes("a.tar", damaged)["a.tar"] == "malformed"


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.zip", "a.tar.gz", "b.zip"])
def test_what_is_unpacked_is_bounded(name: str) -> None:
    vast = b"".join(b'{"text": "mot %d"}\n' % (n * 7_919**3 % 10**12) for n in range(LINES))
    data = {
        "a.jsonl.gz": gzip.compress(vast), "a.jsonl.zst": zst(vast), "a.zip": zipped({"a.jsonl": vast}),
        "a.tar.gz": gzip.compress(tarred({"a.jsonl": vast})),
        "b.zip": zipped({"a.jsonl.gz": gzip.compress(vast)}, zipfile.ZIP_STORED),
    }[name]  # fmt: skip
    found = read(name, data, max_record_bytes=1_000, max_expansion=3)
    assert "over_expanded" in [getattr(one, "reason", "") for one in found[-2:]]
    assert 100 < len(found) < LINES, "what came before the limit is kept"
    assert len(read(name, data)) == LINES
    last = read(name, data, max_expanded_bytes=len(vast) // 2)[-1]
    assert getattr(last, "reason", "") == "over_expanded"


def test_the_budget_is_for_all_members_together() -> None:
    member = b'{"text": "mot"}\n' * 1_000
    data = zipped({f"{n}.jsonl": member for n in range(100)})
    found = read("a.zip", data, max_record_bytes=10_000, max_expansion=2)
    assert sum(isinstance(one, RawRecord) for one in found) < 5_000
    assert [one.source_uri for one in found if isinstance(one, RejectedRecord)][-1] == "a.zip"


def test_a_spooled_file_is_bounded() -> None:
    data = gzip.compress(parquet(TWO))
    assert outcomes("a.parquet.gz", data, max_spool_bytes=1_000) == {"a.parquet.gz": "too_large"}


def test_archives_of_very_many_members_are_rejected() -> None:
    many = {f"{n}.txt": TEXT for n in range(50)}
    assert outcomes("a.zip", zipped(many), max_members=49) == {"a.zip": "too_many_members"}
    found = outcomes("a.tar", tarred(many), max_members=49)
    assert list(found.values()) == ["ok"] * 49 + ["too_many_members"]


def test_padding_after_gzip_data_is_no_damage() -> None:
    packed = gzip.compress(TEXT)
    assert outcomes("a.txt.gz", packed + b"\0" * 1_000) == {"a.txt.gz": "ok"}
    assert outcomes("a.txt.gz", packed + packed) == {"a.txt.gz": "ok"}
    assert outcomes("a.txt.gz", packed + b"rubbish") == {"a.txt.gz": "malformed"}
    assert outcomes("a.txt.gz", packed[:-1]) == {"a.txt.gz": "malformed"}


def test_a_crawl_in_an_archive_is_read() -> None:
    found = outcomes("a.tar.gz", gzip.compress(tarred({"x.warc.gz": gzip.compress(warc(TWO))})))
    assert found == {"a.tar.gz!/x.warc.gz#1": "ok", "a.tar.gz!/x.warc.gz#2": "ok"}
