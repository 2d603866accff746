"""Which files are read, in which order and under which name."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from warehouse.inputs import listing
from warehouse.inputs.records import InputError, Limits, RawRecord, RejectedRecord
from warehouse.readers import check_inputs, read_inputs


def write(path: Path, text: str = "Texte.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def uris(*inputs: Path | str) -> list[str]:
    return [one.source_uri for one in read_inputs(inputs)]


def reasons(*inputs: Path) -> dict[str, str]:
    found = read_inputs(inputs)
    return {one.source_uri: one.reason for one in found if isinstance(one, RejectedRecord)}


def test_names_are_relative_to_the_input_and_sorted(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/10.txt", "a.txt", "c.txt", "B.txt"):
        write(tmp_path / name)
    assert uris(tmp_path) == ["B.txt", "a.txt", "b/10.txt", "b/2.txt", "c.txt"]
    assert uris(tmp_path / "b" / "2.txt") == ["2.txt"]
    assert uris(tmp_path / "c.txt", tmp_path / "b") == ["10.txt", "2.txt", "c.txt"]


def test_the_order_of_the_inputs_does_not_matter(tmp_path: Path) -> None:
    one, other = write(tmp_path / "x" / "1.txt"), write(tmp_path / "y" / "1.txt", "Autre.")
    forth = list(read_inputs([one.parent, other.parent]))
    back = list(read_inputs([other.parent, one.parent, one.parent / ".." / "x"]))
    assert forth == back


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path / "d" / "1.txt")
    (tmp_path / "d" / "link.txt").symlink_to(tmp_path / "d" / "1.txt")
    (tmp_path / "d" / "0link.txt").symlink_to("1.txt")
    assert uris(tmp_path / "d", tmp_path / "d" / "1.txt") == ["1.txt"]
    assert uris(tmp_path / "d", tmp_path) == ["d/1.txt"], "the outer folder names it"


def test_files_of_one_name_in_two_inputs_stay_apart(tmp_path: Path) -> None:
    for name in ("p/x/1.txt", "q/x/1.txt", "q/x/2.txt"):
        write(tmp_path / name, name)
    found = list(read_inputs([tmp_path / "p" / "x", tmp_path / "q" / "x"]))
    assert [one.source_uri for one in found] == ["2.txt", "p/x/1.txt", "q/x/1.txt"]
    assert len({one.article_id for one in found}) == 3
    texts = {one.source_uri: one.raw_text for one in found if isinstance(one, RawRecord)}
    assert texts["q/x/1.txt"] == "q/x/1.txt"


def test_hidden_entries_are_left_out_unless_given(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/x.txt", "a.txt", ".hidden.txt"):
        write(tmp_path / name)
    assert uris(tmp_path) == ["a.txt"]
    assert uris(tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_unknown_formats_are_told(tmp_path: Path) -> None:
    for name in ("a.docx", "README", "b.txt"):
        write(tmp_path / name)
    assert reasons(tmp_path) == {"a.docx": "unknown_format", "README": "unknown_format"}


def test_what_is_no_file_is_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(tmp_path / "socket.txt"))
        write(tmp_path / "z.txt")
        assert reasons(tmp_path) == {"pipe.txt": "not_a_file", "socket.txt": "not_a_file"}
        assert "z.txt" in uris(tmp_path)
    assert reasons(tmp_path / "pipe.txt") == {"pipe.txt": "not_a_file"}


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "1.txt")
    inbox = tmp_path / "inbox"
    write(inbox / "a" / "2.txt")
    (inbox / "a" / "up").symlink_to(inbox)
    (inbox / "self").symlink_to("self")
    (inbox / "gone.txt").symlink_to("nowhere.txt")
    (inbox / "outlet").symlink_to(tmp_path / "elsewhere")
    (inbox / "0again").symlink_to(inbox / "a")
    found = list(read_inputs([inbox]))
    assert [one.source_uri for one in found if isinstance(one, RawRecord)] == [
        "a/2.txt", "outlet/1.txt",
    ]  # fmt: skip
    assert reasons(inbox) == {"self": "unreadable", "gone.txt": "unreadable"}


def test_missing_inputs_stop_before_anything_is_read(tmp_path: Path) -> None:
    missing = tmp_path / "none.txt"
    for call in (lambda paths: read_inputs(paths), check_inputs):
        with pytest.raises(InputError, match=r"no such file or directory: .*none\.txt") as caught:
            call([write(tmp_path / "a.txt"), missing])
        assert "\n" not in str(caught.value)


def test_an_unreadable_folder_or_file_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, who can read all, so the refusal is made."""
    for name in ("locked/1.txt", "open/2.txt", "open/secret.txt"):
        write(tmp_path / name)
    scandir, opened = os.scandir, Path.open

    def refusing(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    def refusing_open(self, *args, **more):
        if self.name == "secret.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **more)

    monkeypatch.setattr(listing.os, "scandir", refusing)
    monkeypatch.setattr(Path, "open", refusing_open)
    found = list(read_inputs([tmp_path]))
    assert [(one.source_uri, getattr(one, "reason", "ok")) for one in found] == [
        ("locked", "unreadable"), ("open/2.txt", "ok"), ("open/secret.txt", "unreadable"),
    ]  # fmt: skip
    assert "Permission denied" in found[0].detail  # type: ignore[union-attr]


def test_an_error_while_reading_keeps_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.jsonl", '{"text": "un"}\n' * 30_000)
    write(tmp_path / "b.txt")
    opened = Path.open

    class Failing:
        def __init__(self, file) -> None:
            self.file, self.calls = file, 0

        def __getattr__(self, name: str):
            return getattr(self.file, name)

        def __enter__(self):
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def readinto(self, buffer) -> int:
            self.calls += 1
            if self.calls > 2:
                raise OSError(5, "Input/output error")
            return self.file.readinto(buffer)

    def failing_open(self, *args, **more):
        file = opened(self, *args, **more)
        return Failing(file) if self.name == "a.jsonl" else file

    monkeypatch.setattr(Path, "open", failing_open)
    found = list(read_inputs([tmp_path]))
    assert sum(isinstance(one, RawRecord) for one in found) > 1_000
    assert [one.reason for one in found if isinstance(one, RejectedRecord)] == ["unreadable"]
    assert found[-1].source_uri == "b.txt"


def test_folders_too_deep_are_told(tmp_path: Path) -> None:
    write(tmp_path.joinpath(*["d"] * 6, "x.txt"))
    write(tmp_path / "y.txt")
    found = list(read_inputs([tmp_path], Limits(max_depth=5)))
    assert [getattr(one, "reason", "ok") for one in found] == ["unreadable", "ok"]


def test_names_that_are_not_utf8_stay_apart_and_can_be_stored(tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"caf\xe8.txt", "café.txt".encode()):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("Texte.")
    found = uris(tmp_path)
    assert len(set(found)) == 3
    assert all(uri.encode() for uri in found)
    assert "café.txt" in found


def test_patterns_match_below_their_fixed_part(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/2.md", "a/b/3.txt", "a/b/.4.txt", "a/.h/5.txt", "c/6.txt"):
        write(tmp_path / name)
    assert uris(tmp_path / "a" / "*.txt") == ["1.txt"]
    assert uris(tmp_path / "a" / "**" / "*.txt") == ["1.txt", "b/3.txt"]
    assert uris(tmp_path / "?" / "*.txt") == ["a/1.txt", "c/6.txt"]
    assert uris(tmp_path / "[a-b]" / "*.*") == ["a/1.txt", "a/2.md"]
    assert uris(tmp_path / "a" / "*.html") == [], "nothing matches, and that is no mistake"
    with pytest.raises(InputError, match="no such file or directory"):
        check_inputs([tmp_path / "none" / "*.txt"])


def test_a_pattern_and_a_folder_read_each_file_once(tmp_path: Path) -> None:
    for name in ("in/1.txt", "in/2.md", "in/b/3.txt"):
        write(tmp_path / name)
    assert uris(tmp_path / "in" / "*.txt", tmp_path / "in") == ["1.txt", "2.md", "b/3.txt"]
    assert uris(tmp_path / "in" / "*.txt", tmp_path / "in" / "**" / "*") == [
        "1.txt",
        "2.md",
        "b/3.txt",
    ]


def test_a_file_whose_name_looks_like_a_pattern_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a[1].txt")
    write(tmp_path / "a1.txt")
    assert uris(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_patterns_do_not_go_round_in_circles(tmp_path: Path) -> None:
    write(tmp_path / "1.txt")
    for name in "abc":
        (tmp_path / name).symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    found = list(read_inputs([tmp_path / "**" / "*.txt"]))
    assert [(one.source_uri, getattr(one, "reason", "ok")) for one in found] == [
        ("1.txt", "ok"), ("gone.txt", "unreadable"),
    ]  # fmt: skip


def test_a_pattern_without_two_stars_looks_no_deeper_than_it_must(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a" / "b" / "1.txt")
    write(tmp_path / "2.txt")
    looked: list[str] = []
    scandir = os.scandir
    monkeypatch.setattr(
        listing.os, "scandir", lambda path: looked.append(str(path)) or scandir(path)
    )
    assert uris(tmp_path / "*.txt") == ["2.txt"]
    assert looked == [str(tmp_path)]


def test_a_file_address_is_no_remote_one(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    assert uris(f"file://{tmp_path}/a.txt") == ["a.txt"]
