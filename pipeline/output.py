"""写出: all files of a run, or none.

A file that a person has changed since it was made is never overwritten unless told to. To know
which those are, the folder keeps a list of what was made (``.fenjie.json``): a file that is
still as it was made may be replaced by a newer one, nothing is lost with it.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from parsers.errors import OutputError, in_chinese
from pipeline.files import File

RECORD = ".fenjie.json"
_NAMED = 8  # files named in a message before 等
_ABANDONED = 3600  # seconds after which a scratch folder belongs to no run any more


@dataclass(frozen=True, slots=True)
class Written:
    """What became of each file, as paths relative to the folder.

    ``left`` are files of a former run that this one does not make; they are still there.
    ``kept`` are files a person filled in, which were not touched; where a new one was made all
    the same, it stands beside it under the name that ``beside`` gives.
    """

    folder: Path
    new: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def write(
    files: Iterable[File],
    folder: Path,
    *,
    force: bool = False,
    never_replace: frozenset[str] = frozenset(),
    put_beside: frozenset[str] = frozenset(),
) -> Written:
    """Writes the files into the folder, all of them or none; returns what became of each.

    ``force`` replaces files a person has changed; those in ``never_replace`` not even then, and
    those in ``put_beside`` neither: the new one is written beside them.
    Raises OutputError, with the folder as it was, when a changed file stands in the way or the
    disk refuses.
    """
    with _explained(folder):
        return _write(files, folder, force, _Filled(never_replace, put_beside))


def beside(path: str) -> str:
    """台账.xlsx → 台账（新）.xlsx: where a new file goes while a filled-in one has its name."""
    pure = PurePosixPath(path)
    return str(pure.with_name(f"{pure.stem}（新）{pure.suffix}"))


@dataclass(frozen=True, slots=True)
class _Filled:
    """Files that people fill in: their changes are never lost."""

    kept: frozenset[str]
    beside: frozenset[str]


def write_one(path: Path, data: bytes, *, force: bool = False) -> None:
    """Writes one file whole or not at all; raises OutputError where another stands there."""
    with _explained(path.parent):
        if path.exists() and not force:
            if path.read_bytes() == data:
                return
            raise OutputError(
                f"“{path}”已经存在，未覆盖。请换一个文件名；确认可以丢弃原文件时，加 --force。"
            )
        made = _make_folder(path.parent)
        try:
            with _scratch(path.parent) as stage:
                staged = stage / path.name
                staged.write_bytes(data)
                staged.replace(path)
        except BaseException:
            _remove_empty(made)
            raise


def _write(files: Iterable[File], folder: Path, force: bool, filled: _Filled) -> Written:
    made = _make_folder(folder)
    try:
        with _scratch(folder) as stage:
            plan = _stage(files, folder, stage, filled)
            if plan.edited and not force:
                raise OutputError(_in_the_way(folder, plan.edited))  # noqa: TRY301 - undone below
            _move_all(plan.moves, stage, folder)
    except BaseException:
        _remove_empty(made)
        raise
    return plan.written


@dataclass(frozen=True, slots=True)
class _Plan:
    """What will be written, what must be moved for it, and which of it a person has changed."""

    written: Written
    moves: tuple[str, ...]
    edited: tuple[str, ...]


def _stage(files: Iterable[File], folder: Path, stage: Path, filled: _Filled) -> _Plan:
    """Puts what must be written under ``stage``, one file at a time, and says what is what."""
    before = _record(folder)
    now: dict[str, str] = {}
    fate: dict[str, list[str]] = {key: [] for key in ("new", "replaced", "unchanged", "kept")}
    edited: list[str] = []
    for file in files:
        path, digest = _checked(file.path), sha256(file.data).hexdigest()
        if path in now:
            raise OutputError(f"两个结果文件同名：“{path}”。请检查单位名录中是否有重名单位。")
        there, by_hand = _compared(folder / path, digest, before.get(path))
        now[path] = digest
        if by_hand and path in filled.beside:
            fate["kept"].append(path)
            while by_hand:
                path = beside(path)
                there, by_hand = _compared(folder / path, digest, before.get(path))
            now[path] = digest
        if there == digest:
            fate["unchanged"].append(path)
        elif by_hand and path in filled.kept:
            fate["kept"].append(path)
        else:
            fate["new" if there is None else "replaced"].append(path)
            edited += [path] if by_hand else []
            _put(stage / "new" / path, file.data)
    left = {path: digest for path, digest in before.items() if path not in now}
    left = {path: digest for path, digest in left.items() if (folder / path).exists()}
    record = json.dumps({"files": dict(sorted((left | now).items()))}, ensure_ascii=False, indent=1)
    _put(stage / "new" / RECORD, f"{record}\n".encode())
    made_no_more = tuple(path for path in left if path not in filled.kept)
    written = Written(
        folder, **{key: tuple(paths) for key, paths in fate.items()}, left=made_no_more
    )
    return _Plan(written, (*fate["new"], *fate["replaced"], RECORD), tuple(edited))


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder inside ``folder``, so on the same volume, that is gone afterwards."""
    for killed in folder.glob(".fenjie-*"):  # what a run that was killed could not clear away
        if killed.is_dir() and time.time() - killed.stat().st_mtime > _ABANDONED:
            shutil.rmtree(killed, ignore_errors=True)
    path = folder / f".fenjie-{os.getpid()}"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _compared(path: Path, new: str, before: str | None) -> tuple[str | None, bool]:
    """The digest of what stands at ``path``, and whether a person made it what it is."""
    there = _digest(path)
    return there, there is not None and there not in (new, before)


def _digest(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _move_all(paths: Iterable[str], stage: Path, folder: Path) -> None:
    """Moves staged files to their places; on the first refusal everything moved goes back."""
    moved: list[tuple[Path, Path | None]] = []
    folders: list[Path] = []
    try:
        for path in paths:
            target, old = folder / path, stage / "old" / path
            folders += _make_folder(target.parent)
            if target.exists():
                old.parent.mkdir(parents=True, exist_ok=True)
                target.replace(old)
                moved.append((target, old))
            else:
                moved.append((target, None))
            (stage / "new" / path).replace(target)
    except BaseException:
        for target, earlier in reversed(moved):
            if earlier is None:
                target.unlink(missing_ok=True)
            else:
                earlier.replace(target)
        _remove_empty(folders)
        raise


def _record(folder: Path) -> dict[str, str]:
    """Path and digest of each file made before; a record that cannot be read counts as none."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return {str(_checked(path)): str(digest) for path, digest in record["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OutputError):
        return {}


def _checked(path: str) -> str:
    """The path, if it stays inside the folder."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or "\0" in path:
        raise OutputError(f"结果文件名不可用：“{path}”。请检查单位名录中的单位名称。")
    return path


def _make_folder(folder: Path) -> list[Path]:
    """Makes the folder and those above it; returns the ones that were not there, deepest last."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    return missing[::-1]


def _remove_empty(folders: list[Path]) -> None:
    for folder in reversed(folders):
        try:
            folder.rmdir()
        except OSError:
            return


def _in_the_way(folder: Path, paths: tuple[str, ...]) -> str:
    shown = "、".join(paths[:_NAMED]) + (f" 等 {len(paths)} 个文件" if len(paths) > _NAMED else "")
    return (
        f"“{folder}”中的文件在生成之后被改动过，未覆盖，也未写出任何文件：{shown}。"
        "请另选一个 --out 文件夹；确认可以丢弃这些改动时，加 --force。"
    )


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turns what the system says into what a clerk can act on."""
    try:
        yield
    except PermissionError as error:
        raise OutputError(
            f"没有权限写入“{error.filename or folder}”，或文件正被 Word、WPS、Excel 打开。"
            "请关闭文件，或用 --out 另选一个文件夹。"
        ) from error
    except (NotADirectoryError, FileExistsError, IsADirectoryError) as error:
        raise OutputError(
            f"无法写入“{folder}”：同名的文件挡住了文件夹（或相反）。请用 --out 另选一个文件夹。"
        ) from error
    except UnicodeEncodeError as error:
        raise OutputError(
            "系统的文件名编码不支持中文，无法写出结果。请先设置 LC_ALL=C.UTF-8 再运行。"
        ) from error
    except OSError as error:
        raise OutputError(
            f"无法写入“{folder}”：{in_chinese(error)}。"
            "请检查磁盘空间和权限，或用 --out 另选一个文件夹。"
        ) from error
