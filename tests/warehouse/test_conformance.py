"""What every format promises, compressed and packed in every way."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lengths import IS_WHOLE
from tests.warehouse import formatted
from tests.warehouse.formatted import COMPRESSIONS, PACKED, SINGLE, TWO, WRITERS, fits_the_contract
from warehouse.inputs.records import Limits, RawRecord, RejectedRecord, article_id, content_hash
from warehouse.readers import read_inputs, suffixes

EVERY_WAY = [(suffix, packing) for suffix in WRITERS for packing in COMPRESSIONS]
MANY = [(suffix, packing) for suffix, packing in EVERY_WAY if suffix not in SINGLE]
TEXT_KINDS = {"text"}
COUNT = 300 if IS_WHOLE else 150  # articles of which the last are cut off


def read(*paths: Path, **limits) -> list[RawRecord | RejectedRecord]:
    return list(read_inputs(paths, Limits(**limits)))


def write(folder: Path, suffix: str, packing: str, articles=TWO) -> Path:
    path = folder / f"x{suffix}{packing}"
    path.write_bytes(COMPRESSIONS[packing](WRITERS[suffix](articles)))
    return path


def test_every_reader_is_tested_here() -> None:
    assert set(suffixes()) == set(WRITERS) | set(PACKED)


@pytest.mark.parametrize(("suffix", "packing"), EVERY_WAY)
def test_one_article_is_one_record_in_every_format(
    tmp_path: Path, suffix: str, packing: str
) -> None:
    path = write(tmp_path, suffix, packing)
    found = read(tmp_path)
    expected = TWO[:1] if suffix in SINGLE else TWO
    assert len(found) == len(expected), found
    fits_the_contract(found)
    for number, (record, told) in enumerate(zip(found, expected, strict=True), 1):
        assert isinstance(record, RawRecord), record
        uri = path.name if suffix in SINGLE else f"{path.name}#{number}"
        assert record.source_uri == uri
        assert record.location == str(path)
        assert record.reader == suffixes()[suffix]
        lines = [line for line in record.raw_text.split("\n") if line != told.title]
        assert lines == told.paragraphs
        assert record.article_id == article_id(record.url, record.source_uri)
        assert record.content_hash == content_hash(record.raw_text, record.url, record.hints)
        if suffixes()[suffix] not in TEXT_KINDS:
            hints = json.loads(record.hints or "{}")
            assert record.url == told.url
            assert hints["title"] == told.title
            assert hints["date"][:10] == told.date[:10]
    assert found == read(tmp_path), "reading is deterministic"


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_packing_changes_nothing_but_the_name(tmp_path: Path, suffix: str) -> None:
    data = WRITERS[suffix](TWO)
    (tmp_path / f"x{suffix}").write_bytes(data)
    (tmp_path / f"y{suffix}.gz").write_bytes(formatted.COMPRESSIONS[".gz"](data))
    for name, pack in (("z.zip", formatted.zipped), ("w.tar", formatted.tarred)):
        (tmp_path / name).write_bytes(pack({f"sub/x{suffix}": data}))
    inner = formatted.COMPRESSIONS[".zst"](data)
    (tmp_path / "v.tar.gz").write_bytes(
        COMPRESSIONS[".gz"](formatted.tarred({f"x{suffix}.zst": inner}))
    )
    names = {
        f"x{suffix}": f"x{suffix}", f"y{suffix}.gz": f"y{suffix}.gz",
        "z.zip": f"z.zip!/sub/x{suffix}", "w.tar": f"w.tar!/sub/x{suffix}",
        "v.tar.gz": f"v.tar.gz!/x{suffix}.zst",
    }  # fmt: skip
    plain = read(tmp_path / f"x{suffix}")
    assert plain
    for name, uri in names.items():
        found = read(tmp_path / name)
        assert [one.source_uri.split("#")[0] for one in found] == [uri] * len(plain)
        for one, other in zip(found, plain, strict=True):
            same = replace(
                one,
                source_uri=other.source_uri,
                location=other.location,
                article_id=other.article_id,
            )
            assert same == other


@pytest.mark.parametrize(("suffix", "packing"), EVERY_WAY)
def test_what_holds_nothing_or_is_no_such_file_is_rejected(
    tmp_path: Path, suffix: str, packing: str
) -> None:
    bad = {
        "empty": b"",
        "blank": b" \r\n\t\n",
        "binary": bytes(range(256)) * 40,
        "garbage": os.urandom(3000),
    }
    for name, data in bad.items():
        (tmp_path / f"{name}{suffix}{packing}").write_bytes(COMPRESSIONS[packing](data))
    found = read(tmp_path)
    by_file: dict[str, list] = {}
    for one in found:
        by_file.setdefault(one.source_uri.split("#")[0], []).append(one)
    assert set(by_file) == {f"{name}{suffix}{packing}" for name in bad}
    for name in bad:
        assert isinstance(by_file[f"{name}{suffix}{packing}"][0], RejectedRecord), name
    fits_the_contract(found)


@pytest.mark.parametrize("suffix", sorted(PACKED))
def test_a_packed_file_that_is_none_is_rejected(tmp_path: Path, suffix: str) -> None:
    inner = ".txt" if suffix in COMPRESSIONS else ""
    sound = PACKED[suffix](TWO[0].text.encode())
    bad = {"empty": b"", "text": b"Ceci n'est pas une archive.\n" * 30, "cut": sound[: 800 if suffix == ".tar" else -12],
           "binary": bytes(range(256)) * 40, "holds-nothing": PACKED[suffix](b"")}  # fmt: skip
    for name, data in bad.items():
        (tmp_path / f"{name}{inner}{suffix}").write_bytes(data)
    found = read(tmp_path)
    fits_the_contract(found)
    for name in bad:
        mine = [one for one in found if one.source_uri.startswith(f"{name}{inner}{suffix}")]
        assert any(isinstance(one, RejectedRecord) for one in mine), name


@pytest.mark.parametrize(("suffix", "packing"), MANY)
def test_a_damaged_tail_costs_only_the_tail(tmp_path: Path, suffix: str, packing: str) -> None:
    if suffix in (".parquet", ".pq"):
        pytest.skip("its directory is at the end: nothing can be read without")
    many = [replace(TWO[0], title=f"Titre {n}", url=f"https://a.example/{n}") for n in range(COUNT)]
    path = write(tmp_path, suffix, packing, many)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 9 // 10])
    found = read(tmp_path)
    good = [one for one in found if isinstance(one, RawRecord)]
    least = 0 if packing == ".zst" else COUNT * 2 // 3  # a zstd block holds them all
    assert least <= len(good) < COUNT
    assert [one.url for one in good] == [told.url for told in many[: len(good)]]
    assert isinstance(found[-1], RejectedRecord)
    assert found[-1].reason == "malformed"


@pytest.mark.parametrize(("suffix", "packing"), MANY)
def test_a_huge_record_costs_only_itself(tmp_path: Path, suffix: str, packing: str) -> None:
    huge = replace(TWO[0], text="mot " * 5_000, url="https://a.example/huge")
    write(tmp_path, suffix, packing, (TWO[0], huge, TWO[1]))
    found = read(tmp_path, max_record_bytes=15_000)
    assert [getattr(one, "reason", "ok") for one in found] == ["ok", "too_large", "ok"]
    assert [one.source_uri for one in found] == [f"x{suffix}{packing}#{n}" for n in (1, 2, 3)]


@pytest.mark.parametrize(("suffix", "packing"), EVERY_WAY)
def test_a_wrong_encoding_is_found_out(tmp_path: Path, suffix: str, packing: str) -> None:
    """Written in Windows-1252, whatever the file says of itself."""
    if suffix in (".parquet", ".pq"):
        pytest.skip("strings are UTF-8 by definition")
    data = WRITERS[suffix](TWO[:1]).decode().replace("’", "'")
    data = data.replace("charset='utf-8'", "charset='cp1252'")
    path = tmp_path / f"x{suffix}{packing}"
    path.write_bytes(COMPRESSIONS[packing](_as_cp1252(data, suffix)))
    (found,) = read(tmp_path)
    assert isinstance(found, RawRecord), found
    assert "« Ça suffit… » devant la presse réunie" in found.raw_text
    assert found.encoding == "cp1252"


def _as_cp1252(data: str, suffix: str) -> bytes:
    if suffix != ".warc":
        return data.encode("cp1252")
    body = formatted.page(TWO[0]).replace("charset='utf-8'", "charset='cp1252'")
    return formatted.warc_record(body.encode("cp1252"), TWO[0].url, kind="text/html")
