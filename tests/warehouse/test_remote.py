"""Addresses: what lies elsewhere is listed, read and named, and its errors are one line."""

from __future__ import annotations

import gzip
import importlib.util
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest

from flows.watching import Watch
from tests.warehouse.formatted import TWO, jsonl, page, parquet, zipped
from warehouse.inputs import remote
from warehouse.inputs.listing import list_inputs
from warehouse.inputs.records import Limits, RawRecord
from warehouse.inputs.remote import shown
from warehouse.readers import InputError, check_inputs, read_inputs

FILES = {
    "a/1.txt": TWO[0].text.encode(), "a/b/2.jsonl.gz": gzip.compress(jsonl(TWO)),
    "a/b/3.zip": zipped({"x.parquet": parquet(TWO)}), "a/.hidden/4.txt": b"non", "c/5.html": page(TWO[0]).encode(),
    "c/6.parquet": parquet(TWO),
}  # fmt: skip


@pytest.fixture
def bucket() -> Iterator[str]:
    files = fsspec.filesystem("memory")
    for name, data in FILES.items():
        files.pipe_file(f"/bucket/{name}", data)
    yield "memory://bucket"
    files.rm("/bucket", recursive=True)


def uris(*inputs: str | Path) -> list[str]:
    return [one.source_uri for one in read_inputs(inputs)]


def test_files_under_an_address_are_named_by_their_address(bucket: str) -> None:
    found = list(read_inputs([bucket]))
    assert [one.source_uri for one in found] == [
        "memory:///bucket/a/1.txt", "memory:///bucket/a/b/2.jsonl.gz#1",
        "memory:///bucket/a/b/2.jsonl.gz#2", "memory:///bucket/a/b/3.zip!/x.parquet#1",
        "memory:///bucket/a/b/3.zip!/x.parquet#2", "memory:///bucket/c/5.html",
        "memory:///bucket/c/6.parquet#1", "memory:///bucket/c/6.parquet#2",
    ]  # fmt: skip
    assert all(isinstance(one, RawRecord) for one in found)
    assert found[1].location == "memory:///bucket/a/b/2.jsonl.gz"


def test_a_file_a_folder_and_a_pattern(bucket: str, tmp_path: Path) -> None:
    assert uris(f"{bucket}/a/1.txt") == ["memory:///bucket/a/1.txt"]
    assert uris(f"{bucket}/c/") == [
        f"memory:///bucket/c/{n}" for n in ("5.html", "6.parquet#1", "6.parquet#2")
    ]
    assert uris(f"{bucket}/**/*.txt") == ["memory:///bucket/a/1.txt"]
    (tmp_path / "here.txt").write_text("Texte.")
    both = uris(f"{bucket}/a/1.txt", tmp_path, f"{bucket}/a")
    assert both.count("memory:///bucket/a/1.txt") == 1, "read once"
    assert "here.txt" in both


def test_what_is_not_there_stops_before_anything_is_read(bucket: str) -> None:
    with pytest.raises(InputError, match=r"no such file or directory: memory://bucket/none\.txt"):
        read_inputs([f"{bucket}/none.txt"])
    with pytest.raises(InputError, match="Protocol not known: nonsense"):
        check_inputs(["nonsense://a/b"])


@pytest.mark.parametrize(
    ("address", "module", "extra"),
    [("s3://b/k", "s3fs", "s3"), ("gs://b/k", "gcsfs", "gcs"), ("https://a.example/x.html", "aiohttp", "http")],
)  # fmt: skip
def test_a_missing_driver_names_the_extra(address: str, module: str, extra: str) -> None:
    if importlib.util.find_spec(module):
        pytest.skip(f"{module} is installed")
    with pytest.raises(InputError) as caught:
        check_inputs([address])
    assert f"pip install 'coupure[{extra}]'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_listing_that_fails_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    class Refusing:
        def isdir(self, path: str) -> bool:
            raise RuntimeError("403\nForbidden, by order of the bucket")

    monkeypatch.setattr(remote, "_filesystem", lambda address: (Refusing(), "/x"))
    with pytest.raises(
        InputError, match="cannot list memory://x: 403 Forbidden, by order"
    ) as caught:
        read_inputs(["memory://x"])
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_opened_costs_only_itself(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = fsspec.filesystem("memory")
    opened = type(files).open

    def refusing(self, path: str, mode: str = "rb"):
        if path.endswith("1.txt"):
            raise RuntimeError("connection reset")
        return opened(self, path, mode)

    monkeypatch.setattr(type(files), "open", refusing)
    found = list(read_inputs([bucket]))
    assert [getattr(one, "reason", "ok") for one in found] == ["unreadable"] + ["ok"] * 7
    assert "connection reset" in getattr(found[0], "detail", "")


def test_a_stream_that_cannot_be_sought_is_spooled(bucket: str, monkeypatch) -> None:
    files = fsspec.filesystem("memory")
    opened = type(files).open

    class Forward:
        def __init__(self, file) -> None:
            self.read, self.close = file.read, file.close

        def seekable(self) -> bool:
            return False

        def __enter__(self):
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

    monkeypatch.setattr(type(files), "open", lambda *given: Forward(opened(*given)))
    found = list(read_inputs([f"{bucket}/c/6.parquet", f"{bucket}/a/b/3.zip"]))
    assert [one.source_uri[-2:] for one in found if isinstance(one, RawRecord)] == ["#1", "#2"] * 2


def test_a_change_elsewhere_is_seen_by_a_watch(bucket: str) -> None:
    watch = Watch([bucket], Limits())
    assert [watch.look(), watch.look()] == [0, 5]
    watch.taken()
    fsspec.filesystem("memory").pipe_file("/bucket/a/1.txt", b"Autre texte.")
    assert [watch.look(), watch.look()] == [0, 1]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://bucket/a.txt", "s3://bucket/a.txt"),
        ("https://user:secret@a.example/x.html", "https://a.example/x.html"),
        ("https://a.example/x?page=2&X-Amz-Signature=abc&token=t", "https://a.example/x?page=2"),
        ("https://a.example/x?api_key=k", "https://a.example/x"),
        ("https://a.example/x?q=%C3%A9&n=1", "https://a.example/x?q=%C3%A9&n=1"),
    ],
)
def test_addresses_are_shown_without_credentials(address: str, told: str) -> None:
    assert shown(address) == told


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    for name, data in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "c" / "article").write_bytes(FILES["c/5.html"].replace(b"rel='canonical'", b""))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


def test_a_web_server(server: str) -> None:
    pytest.importorskip("aiohttp")
    found = list(
        read_inputs([f"{server}/c/5.html", f"{server}/a/b/2.jsonl.gz", f"{server}/a/b/3.zip"])
    )
    assert [one.source_uri.removeprefix(server) for one in found] == [
        "/a/b/2.jsonl.gz#1", "/a/b/2.jsonl.gz#2", "/a/b/3.zip!/x.parquet#1",
        "/a/b/3.zip!/x.parquet#2", "/c/5.html",
    ]  # fmt: skip
    assert all(isinstance(one, RawRecord) for one in found)
    assert [one.uri for one in list_inputs([f"{server}/c/"], Limits())] == [
        f"{server}/c/{name}" for name in ("5.html", "6.parquet", "article")
    ]  # fmt: skip
    (article,) = read_inputs([f"{server}/c/article"])
    assert isinstance(article, RawRecord), article
    assert (article.reader, article.url) == ("html", f"{server}/c/article")
    with pytest.raises(InputError, match="no such file or directory"):
        read_inputs([f"{server}/c/none.html"])
