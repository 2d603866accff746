"""Damaged files of every format, and files that are something else than their name says."""

from __future__ import annotations

import gzip
import io
import os
import random
import socket
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.cases import Content, Scale, kind
from tests.warehouse.formatted import COMPRESSIONS, PACKED, TWO, WRITERS, tarred, zipped

Files = Iterator[tuple[str, Content]]
EVERY = [*WRITERS, *PACKED, ".tar.gz", ".warc.gz", ".jsonl.zst", ".html.gz", ".parquet.gz"]
CONTAINERS = (".warc.gz", ".tar.gz", ".zip", ".tar", ".parquet", ".parquet.gz", ".jsonl.zst")


def sound(suffix: str) -> bytes:
    """A sound file that ends in `suffix`."""
    first, packing = os.path.splitext(suffix)
    if suffix in WRITERS:
        return WRITERS[suffix](TWO * 3)
    if suffix in PACKED:
        return PACKED[suffix](TWO[0].text.encode())
    if first == ".tar":
        return COMPRESSIONS[packing](PACKED[".tar"](TWO[0].text.encode()))
    return COMPRESSIONS[packing](WRITERS[first](TWO * 3))


def flipped(data: bytes, chance: random.Random, count: int) -> bytes:
    damaged = bytearray(data)
    for _ in range(count):
        at = chance.randrange(len(damaged))
        match chance.randrange(4):
            case 0:
                damaged[at] ^= 1 << chance.randrange(8)
            case 1:
                damaged[at] = chance.choice((0, 0xFF, 0x80, 0x7F, 0x22, 0x3C))
            case 2:
                damaged[at : at + chance.randrange(1, 50)] = b""
            case _:
                damaged[at:at] = chance.randbytes(chance.randrange(1, 30))
        damaged = damaged or bytearray(b"\0")
    return bytes(damaged)


@kind("random bytes")
def random_bytes(chance: random.Random, scale: Scale) -> Files:
    for suffix in EVERY:
        for _ in range(6):
            yield f"x{suffix}", chance.randbytes(chance.choice((1, 7, 100, 3_000, 70_000)))


@kind("damaged bytes")
def damaged_bytes(chance: random.Random, scale: Scale) -> Files:
    for suffix in EVERY:
        data = sound(suffix)
        for count in (1, 2, 5, 20, 100):
            yield f"x{suffix}", flipped(data, chance, count)


@kind("truncated")
def truncated(chance: random.Random, scale: Scale) -> Files:
    for suffix in EVERY:
        data = sound(suffix)
        for share in (0.01, 0.3, 0.6, 0.95):
            yield f"x{suffix}", data[: int(len(data) * share)]
        yield f"x{suffix}", data[:-1]


@kind("damaged containers")
def damaged_containers(chance: random.Random, scale: Scale) -> Files:
    """Many small damages where the parsers are the most intricate."""
    many = {f"d/{n}.txt": TWO[n % 2].text.encode() for n in range(30)}
    whole = {".zip": zipped(many), ".tar": tarred(many), ".tar.gz": gzip.compress(tarred(many))}
    for suffix in CONTAINERS:
        data = whole.get(suffix, sound(suffix))
        for _ in range(12):
            yield f"x{suffix}", flipped(data, chance, chance.randrange(1, 6))


@kind("other contents")
def other_contents(chance: random.Random, scale: Scale) -> Files:
    """A file of one format under the name of another."""
    for suffix in EVERY:
        for other in chance.sample([one for one in EVERY if one != suffix], 4):
            yield f"x{suffix}", sound(other)


@kind("bad parquet")
def bad_parquet(chance: random.Random, scale: Scale) -> Files:
    data = sound(".parquet")
    for _ in range(30):
        footer = int.from_bytes(data[-8:-4], "little")
        at = len(data) - 8 - chance.randrange(footer)
        yield "x.parquet", data[:at] + chance.randbytes(3) + data[at + 3 :]
    for length in (0, 1, footer - 1, footer + 1, 2**31, 2**32 - 1):
        yield "x.parquet", data[:-8] + length.to_bytes(4, "little") + b"PAR1"
    yield "x.parquet", b"PAR1PAR1"
    for table in (
        pa.table({"text": pa.array([[["a"]], None])}),
        pa.table({"text": [b"\xff\xfe", b"a"]}),
        pa.table({"text": pa.array(["a"] * 3).dictionary_encode()}),
        pa.table({"text": pa.nulls(5)}),
        pa.table({f"c{n}": ["a"] for n in range(20_000)} | {"text": ["Texte."]}),
        pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], ["text", "text"]),
        pa.table({"text": pa.array([], pa.string())}),
        pa.table({"text": [1, 2]}),
    ):
        buffer = io.BytesIO()
        pq.write_table(table, buffer)
        yield "x.parquet", buffer.getvalue()
    invalid = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\x03\0\0\0"), pa.py_buffer(b"\xff\xfe\xfd")]
    )
    buffer = io.BytesIO()
    pq.write_table(pa.table({"text": invalid}), buffer)
    yield "x.parquet", buffer.getvalue()


@kind("odd compression")
def odd_compression(chance: random.Random, scale: Scale) -> Files:
    text = TWO[0].text.encode()
    packed = gzip.compress(text)
    yield "x.txt.gz", packed + b"\0" * 512
    yield "x.txt.gz", packed + b"garbage"
    yield "x.txt.gz", packed * 3
    yield "x.txt.gz", gzip.compress(b"") * 20_000
    yield "x.txt.gz", b"\x1f\x8b\x08" * 5_000
    yield "x.jsonl.gz", b"\0" * 100_000
    yield "x.warc.gz", b"\x1f\x8b\x08" * 5_000
    yield "x.txt.gz", packed[:-8] + b"\0" * 8
    yield "x.txt.gz", zlib.compress(text)
    yield "x.txt.gz.gz", gzip.compress(packed)
    yield "x.tgz.zst", COMPRESSIONS[".zst"](packed)
    yield "x.gz", packed
    yield "x.txt.zst", COMPRESSIONS[".zst"](text) + b"garbage"
    yield "x.txt.zst", COMPRESSIONS[".zst"](b"") * 20_000
    yield "x.txt.zst", b"\x28\xb5\x2f\xfd" + b"\xff" * 100
    yield "x.txt.zst", b"\x28\xb5\x2f\xfd\x00\xff" + b"\0" * 3  # a window of terabytes
    yield "x.txt.zst", b"\x50\x2a\x4d\x18\xff\xff\xff\x7f" + b"\0" * 1_000  # to be skipped: 2 GB


@kind("no files")
def no_files(chance: random.Random, scale: Scale) -> Files:
    yield "fifo.txt", os.mkfifo
    yield "zero.txt", lambda path: path.symlink_to("/dev/zero")
    yield "random.jsonl", lambda path: path.symlink_to("/dev/urandom")
    yield "null.csv", lambda path: path.symlink_to("/dev/null")
    yield "self.txt", lambda path: path.symlink_to(path.name)
    yield "gone.html", lambda path: path.symlink_to("nowhere")
    yield "folder.txt", _loops
    yield "socket.txt", _socket
    yield "d.zip", lambda path: path.mkdir()
    yield "deep", lambda path: path.joinpath(*["d"] * 70).mkdir(parents=True)
    yield "README", b"no suffix"
    yield ".hidden.txt", b"hidden"
    yield "a.exe", b"MZ"
    yield "é\udcff\u202e.txt", b"Un nom impossible."
    yield "a#1.jsonl", b'{"text": "a"}\n'
    yield "new\nline.txt", b"Texte."
    yield "x" * 240 + ".txt", b"Texte."


def _loops(path: Path) -> None:
    """Links that would be followed in 2^40 ways."""
    path.mkdir()
    for name in "abc":
        (path / name).symlink_to(path)
    (path / "t.txt").write_text("Texte.")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)
