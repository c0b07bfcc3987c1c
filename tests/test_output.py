"""写出: all files or none, and nothing a person changed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.errors import OutputError, TemplateError
from pipeline.files import File
from pipeline.output import RECORD, Written, write

A, B = File("任务函/01-区发改委.docx", b"a"), File("台账.xlsx", b"b")


def tree(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the record of what was made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != RECORD
    }


def test_a_first_run_writes_everything(tmp_path: Path) -> None:
    written = write([A, B], tmp_path / "out")

    assert written == Written(tmp_path / "out", new=(A.path, B.path))
    assert tree(tmp_path / "out") == {A.path: b"a", B.path: b"b"}


def test_the_same_run_again_changes_nothing(tmp_path: Path) -> None:
    write([A, B], tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*x")}

    written = write([A, B], tmp_path)

    assert written == Written(tmp_path, unchanged=(A.path, B.path))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.*x")} == before


def test_a_file_still_as_it_was_made_is_replaced(tmp_path: Path) -> None:
    write([A, B], tmp_path)

    written = write([A, File(B.path, b"newer")], tmp_path)

    assert written == Written(tmp_path, replaced=(B.path,), unchanged=(A.path,))
    assert tree(tmp_path)[B.path] == b"newer"


def test_a_file_changed_by_hand_stops_the_run_and_nothing_is_written(tmp_path: Path) -> None:
    write([A, B], tmp_path)
    (tmp_path / B.path).write_bytes(b"filled in")
    before = tree(tmp_path)

    with pytest.raises(OutputError, match=r"改动过.*台账\.xlsx.*--force"):
        write([File(A.path, b"newer"), File("新.docx", b"c"), B], tmp_path)

    assert tree(tmp_path) == before


def test_a_file_that_was_there_before_any_run_counts_as_changed_by_hand(tmp_path: Path) -> None:
    (tmp_path / B.path).write_bytes(b"somebody's")

    with pytest.raises(OutputError, match="未覆盖"):
        write([B], tmp_path)


def test_force_replaces_changed_files(tmp_path: Path) -> None:
    write([A, B], tmp_path)
    (tmp_path / B.path).write_bytes(b"filled in")

    written = write([A, B], tmp_path, force=True)

    assert written.replaced == (B.path,)
    assert tree(tmp_path) == {A.path: b"a", B.path: b"b"}


def test_not_even_force_replaces_what_a_person_filled_in(tmp_path: Path) -> None:
    sheet = File("待明确.toml", b"to fill in")
    write([A, sheet], tmp_path)
    (tmp_path / sheet.path).write_bytes(b"filled in")

    for force in (False, True):
        written = write([A, sheet], tmp_path, force=force, never_replace=frozenset({sheet.path}))

        assert written.kept == (sheet.path,)
        assert tree(tmp_path)[sheet.path] == b"filled in"


def test_files_no_longer_made_are_named_every_time_until_they_are_gone(tmp_path: Path) -> None:
    write([A, B], tmp_path)

    assert write([B], tmp_path).left == (A.path,)
    assert write([B], tmp_path).left == (A.path,)

    (tmp_path / A.path).unlink()
    assert write([B], tmp_path).left == ()


def test_a_fault_while_rendering_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    def files() -> Iterator[File]:
        yield A
        raise TemplateError("模板有误")

    with pytest.raises(TemplateError):
        write(files(), tmp_path / "new" / "out")
    assert not (tmp_path / "new").exists()

    write([A, B], tmp_path)
    with pytest.raises(TemplateError):
        write(files(), tmp_path)
    assert tree(tmp_path) == {A.path: b"a", B.path: b"b"}


def test_a_refusal_in_the_middle_of_moving_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write([A, B], tmp_path)
    before = tree(tmp_path)
    replace = Path.replace

    def refuses_new_ledger(self: Path, target: Path) -> Path:
        if Path(target).name == "台账.xlsx" and "new" in self.parts:
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuses_new_ledger)
    with pytest.raises(OutputError, match=r"没有权限|打开"):
        write([File(A.path, b"A"), File("x/y.docx", b"y"), File(B.path, b"B")], tmp_path)

    assert tree(tmp_path) == before
    assert not (tmp_path / "x").exists()
    assert not list(tmp_path.glob(".fenjie-*"))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(OutputError, match="--out"):
            write([A], out)


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "", "a\\b"])
def test_no_file_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="文件名"):
        write([File(path, b"")], tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="同名"):
        write([A, A], tmp_path)


@pytest.mark.parametrize("record", ["", "[]", '{"files": 3}', '{"files": {"../x": "y"}}'])
def test_a_damaged_record_counts_as_none(tmp_path: Path, record: str) -> None:
    write([A], tmp_path)
    (tmp_path / RECORD).write_text(record, encoding="utf-8")

    assert write([A], tmp_path).unchanged == (A.path,)
