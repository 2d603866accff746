"""A folder is written whole or not at all, and nothing that is not ours is replaced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse.folders import write_folder

MARKER = ".ours"
FILES = [("index.html", "één"), ("data/a/1.js", "put(1)")]


def _held(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def _alone(folder: Path) -> bool:
    return [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_folder_holds_the_files_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "new" / "site"
    done = write_folder(target, FILES, MARKER)
    assert (done.folder, done.files, done.size) == (target, 2, 5 + 6)
    assert _held(target) == {**dict(FILES), MARKER: ""}
    write_folder(target, [("other.txt", "x")], MARKER)
    assert _held(target) == {"other.txt": "x", MARKER: ""}
    assert _alone(target)


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert write_folder(tmp_path / "site", FILES, MARKER).files == 2


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dead link"])
def test_what_is_not_ours_is_never_replaced(tmp_path: Path, kind: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "letter.txt").write_text("dear")
    target = tmp_path / "site"
    if kind == "file":
        target.write_text("dear")
    elif kind == "folder":
        home.rename(target)
    else:
        target.symlink_to(home if kind == "link" else tmp_path / "nowhere")
    before = sorted(path.name for path in tmp_path.rglob("*"))
    with pytest.raises(FileExistsError, match="was not made by this command"):
        write_folder(target, FILES, MARKER)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_link_to_one_of_ours_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    write_folder(real, FILES, MARKER)
    link.symlink_to(real)
    write_folder(link, [("b.txt", "b")], MARKER)
    assert link.is_symlink()
    assert _held(real) == {"b.txt": "b", MARKER: ""}


def _broken(after: int) -> Iterator[tuple[str, str]]:
    yield from FILES[:after]
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("after", [0, 1])
def test_a_failure_leaves_what_was_there(tmp_path: Path, after: int) -> None:
    target = tmp_path / "site"
    with pytest.raises(OSError, match="No space"):
        write_folder(target, _broken(after), MARKER)
    assert list(tmp_path.iterdir()) == []
    write_folder(target, FILES, MARKER)
    with pytest.raises(OSError, match="No space"):
        write_folder(target, _broken(after), MARKER)
    assert _held(target) == {**dict(FILES), MARKER: ""}
    assert _alone(target)


def test_what_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "site"

    def files() -> Iterator[tuple[str, str]]:
        yield FILES[0]
        target.mkdir()
        (target / "letter.txt").write_text("dear")

    with pytest.raises(FileExistsError):
        write_folder(target, files(), MARKER)
    assert _held(target) == {"letter.txt": "dear"}


@pytest.mark.parametrize("path", ["../a.txt", "/a.txt", "a/../../b.txt", ".", ""])
def test_no_file_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(ValueError, match="leads out of the folder"):
        write_folder(tmp_path / "site", [(path, "x")], MARKER)
    assert list(tmp_path.iterdir()) == []


def test_what_killed_processes_left_is_swept(tmp_path: Path) -> None:
    gone = 2**22 + 1  # beyond the highest process id
    ours, theirs = tmp_path / f".site.{gone}.part", tmp_path / f".site.{gone}.old"
    living = tmp_path / f".site.{os.getppid()}.part"
    for folder in (ours, theirs, living):
        folder.mkdir()
    for folder in (ours, living):
        (folder / MARKER).touch()
    write_folder(tmp_path / "site", FILES, MARKER)
    assert not ours.exists()
    assert theirs.exists(), "it has no marker"
    assert living.exists()
