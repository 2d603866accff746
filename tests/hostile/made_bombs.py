"""Small files that would become very large, archives that would write elsewhere."""

from __future__ import annotations

import gzip
import io
import random
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.cases import Content, Scale, kind
from tests.warehouse.formatted import (
    TWO,
    page,
    tarred,
    warc_record,
    zipped,
    zst,
)

Files = Iterator[tuple[str, Content]]
BLOCK = 1 << 20
LINES = (b'{"text": "' + b"mot " * 500 + b'"}\n') * 500
NAMES = (
    "../../../../tmp/coupure-escaped.txt", "/tmp/coupure-escaped.txt", "..\\..\\coupure-escaped.txt",
    "C:\\coupure-escaped.txt", "./././a.txt", "a//b.txt", "~/coupure-escaped.txt", "a\u202etxt.exe.txt",
    "new\nline.txt", "b\x1b[31m.txt", "..", ".", "/", "", "x" * 3_000 + ".txt", "a.txt/../../b.txt",
    "nul\\..\\con.txt", "#1.txt", "!/c.txt", "é.txt",
)  # fmt: skip


@lru_cache(4)
def gzip_of(size: int, block: bytes = b"\0" * BLOCK, head: bytes = b"", tail: bytes = b"") -> bytes:
    """A gzip file of `head`, `block` again and again, and `tail`: about `size` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [packer.compress(head)]
    parts += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*parts, packer.compress(tail), packer.flush()])


@lru_cache(4)
def zstd_of(size: int, block: bytes = b"\0" * BLOCK) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packer:
        for _ in range(size // len(block)):
            packer.write(block)
    return sink.getvalue().to_pybytes()


@lru_cache(4)
def zip_of(size: int, name: str = "x.txt", block: bytes = b"\0" * BLOCK) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(size // len(block)):
            member.write(block)
    return buffer.getvalue()


@kind("compression bombs")
def compression_bombs(chance: random.Random, scale: Scale) -> Files:
    size = scale.bomb_bytes
    lines = LINES
    for suffix in (
        ".txt",
        ".jsonl",
        ".csv",
        ".json",
        ".html",
        ".xml",
        ".warc",
        ".tar",
        ".zip",
        ".parquet",
    ):
        yield f"zeros{suffix}.gz", gzip_of(size)
    yield "newlines.jsonl.gz", gzip_of(size, b"\n" * BLOCK)
    yield "newlines.csv.gz", gzip_of(size, b"\n" * BLOCK, b"text,title\n")
    yield "newlines.warc.gz", gzip_of(size, b"\r\n" * (BLOCK // 2))
    yield "spaces.json.gz", gzip_of(size, b" " * BLOCK)
    yield "commas.json.gz", gzip_of(size, b"," * BLOCK, b"[1")
    yield "records.jsonl.gz", gzip_of(size, lines)
    yield "numbers.json.gz", gzip_of(size, b"7777777," * (BLOCK // 8), b"[")
    yield (
        "items.xml.gz",
        gzip_of(
            size,
            (b"<item><description>" + b"mot " * 500 + b"</description></item>") * 500,
            b"<rss><channel>",
        ),
    )
    yield "comment.xml.gz", gzip_of(size, b"x" * BLOCK, b"<rss><channel><!--")
    yield "header.warc.gz", gzip_of(size, b"a" * BLOCK, b"WARC/1.0\r\nX: ")
    length = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 9999999999\r\n\r\n"
    yield (
        "body.warc.gz",
        gzip_of(size, b"a" * BLOCK, length + b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
    )
    for suffix in (".txt", ".jsonl", ".tar"):
        yield f"zeros{suffix}.zst", zstd_of(size)
    yield "x.zip", zip_of(size)
    yield "x.zip", zip_of(size, "x.jsonl", lines)
    yield (
        "nested.zip",
        zipped({f"{n}.zip": zip_of(size // 4, f"{n}.jsonl", lines) for n in range(4)}),
    )
    yield "many.zip", zipped({f"{n}.jsonl": lines for n in range(size // len(lines))})
    yield "inside.tar.gz", gzip.compress(tarred({"x.jsonl.gz": gzip_of(size, lines)}))
    inner = zipped({"a.txt": b"Texte."})
    for _ in range(6):
        inner = zipped({"n.zip": inner, "b.txt": b"Texte."})
    yield "matryoshka.zip", inner
    yield "overlap.zip", overlapping(size)
    packed = gzip_of(size // 4, b"<p>a</p>" * 1_000)
    yield (
        "coded.warc",
        warc_record(packed, "https://a.example/", more="Content-Encoding: gzip\r\n") * 4,
    )


def overlapping(size: int) -> bytes:
    """Many entries of the list that all point to one member."""
    data = zip_of(min(size, 20_000_000), "x.jsonl", LINES)
    end = data.rindex(b"PK\x05\x06")
    count = 1_000
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    entry = data[start:end]
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, len(entry) * count)
    return data[:start] + entry * count + bytes(tail)


@kind("parquet bombs")
def parquet_bombs(chance: random.Random, scale: Scale) -> Files:
    rows = scale.bomb_bytes // 500_000
    for value in ("a" * 500_000, "mot " * 100_000):
        buffer = io.BytesIO()
        column = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([value]))
        pq.write_table(pa.table({"text": column}), buffer, compression="zstd")
        yield "x.parquet", buffer.getvalue()
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": ["a" * scale.line_bytes]}), buffer, compression="zstd")
    yield "x.parquet", buffer.getvalue()


@kind("escaping names")
def escaping_names(chance: random.Random, scale: Scale) -> Files:
    for name in NAMES:
        if name:
            yield "x.zip", zipped({name: TWO[0].text.encode()})
        yield "x.tar", tarred({name: TWO[0].text.encode()})
    yield "x.zip", zipped(dict.fromkeys(filter(None, NAMES), b"Texte."))
    for target in ("/etc/passwd", "../../..", "x.txt"):
        yield "links.tar", links(target)
        yield "links.zip", linked_zip(target)


def links(target: str) -> bytes:
    """Links, devices and pipes, and a file that would be written through a link."""
    buffer = io.BytesIO()
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, type_ in enumerate(kinds):
            info = tarfile.TarInfo(f"x{number}.txt")
            info.type, info.linkname = type_, target
            archive.addfile(info)
        info = tarfile.TarInfo("x0.txt/inside.txt")
        info.size = 6
        archive.addfile(info, io.BytesIO(b"Texte."))
    return buffer.getvalue()


def linked_zip(target: str) -> bytes:
    info = zipfile.ZipInfo("link.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, target)
        archive.writestr("link.txt", "Texte.")
    return buffer.getvalue()


@kind("odd archives")
def odd_archives(chance: random.Random, scale: Scale) -> Files:
    text = TWO[0].text.encode()
    yield "many.zip", zipped({f"{n}.txt": b"" for n in range(scale.members)}, zipfile.ZIP_STORED)
    yield "folders.tar.gz", gzip.compress(_folders(scale.members))
    yield "same.zip", zipped({"a.txt": text})[:-22] + zipped({"a.txt": text})
    yield "lzma.zip", zipped({"a.txt": text}, zipfile.ZIP_LZMA)
    yield "bzip2.zip", zipped({"a.txt": text}, zipfile.ZIP_BZIP2)
    locked = bytearray(zipped({"a.txt": text}))
    locked[6] |= 1
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    yield "locked.zip", bytes(locked)
    for name, size, header in (
        ("negative.tar", b"\xff" * 12, b"0"), ("huge.tar", b"\x80" + b"\xff" * 11, b"0"),
        ("digits.tar", b"%011o\0" % 200_000, b"x"), ("endless.tar", b"%011o\0" % (1 << 33), b"x"),
        ("names.tar", b"%011o\0" % 300_000, b"L"), ("global.tar", b"%011o\0" % 300_000, b"g"),
    ):  # fmt: skip
        yield name, tar_header("a.txt", size, header) + b"1" * 300_032 + bytes(1_024)
    sparse = b"22 GNU.sparse.major=1\n22 GNU.sparse.minor=0\n30 GNU.sparse.name=a.txt\n\n"
    yield "sparse.tar", (
        tar_header("p", b"%011o\0" % len(sparse), b"x") + sparse.ljust(512, b"\0")
        + tar_header("a.txt", b"%011o\0" % 512, b"0") + b"9" * 4_096
    )  # fmt: skip
    chain = tar_header("g", b"%011o\0" % 13, b"g") + b"13 a=bcdefgh\n".ljust(512, b"\0")
    yield "chain.tar", chain * 2_000
    yield "hidden.zip", zipped({".DS_Store": b"x", "__MACOSX/a.txt": b"x", "a/.b/c.txt": b"x"})
    yield "page.zip", zipped({"a.html": page(TWO[0]).encode(), "b.zst": zst(text)})


def tar_header(name: str, size: bytes, type_: bytes) -> bytes:
    block = bytearray(512)
    for at, field in ((0, name.encode()), (100, b"0000644\0"), (124, size), (136, b"00000000000\0"),
                      (148, b" " * 8), (156, type_), (257, b"ustar\x0000")):  # fmt: skip
        block[at : at + len(field)] = field
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def _folders(count: int) -> bytes:
    return b"".join(tar_header(f"d{n}/", b"00000000000\0", b"5") for n in range(count)) + bytes(
        1024
    )
