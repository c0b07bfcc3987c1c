"""The command line: Chinese throughout, stable exit codes, never a traceback."""

from __future__ import annotations

import argparse
import importlib
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from command_line import ROOT, fenjie
from parsers.errors import UsageError
from pipeline.cli import COMMANDS, Command, main
from pipeline.cli_arguments import Arguments, in_chinese
from pipeline.cli_progress import Progress

SAMPLE = ROOT / "samples" / "notices" / "weidong-2021.docx"
LATIN_WORD = re.compile(r"(?<![-\w.])[a-z]{3,}(?![\w.])")
NAMES = {"fenjie", "toml", "json", "xlsx", "docx", "notice"}  # what has no Chinese name


def english(text: str) -> set[str]:
    """English words in a message, less commands, options, file names and format names."""
    commands = {word for command in COMMANDS for word in command.name.split()}
    return set(LATIN_WORD.findall(text)) - NAMES - commands


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    return code, out, err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ((), ("--help",), ("-h",), ("help",)):
        code, out, err = said(capsys, *words)

        assert (code, err) == (0, "")
        for command in COMMANDS:
            assert f"fenjie {command.name}" in out
        assert not english(out)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself_in_chinese(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *command.name.split(), "--help")

    assert (code, err) == (0, "")
    assert out.startswith(command.summary)
    assert f"用法：fenjie {command.name}" in out
    assert not english(out) - {"out"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_has_a_chinese_explanation(command: Command) -> None:
    module = importlib.import_module(command.module)
    parser = getattr(module, f"{command.name.split()[-1]}_arguments")(command.summary)

    for action in parser._actions:
        assert re.search(r"[\u4e00-\u9fff]", action.help or ""), action.dest


def test_a_group_of_commands_lists_its_members(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "units")

    assert code == 0
    assert "fenjie units check" in out
    assert "fenjie run" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["split"], "没有“split”这个命令"),
        (["units", "eat"], "没有“units eat”这个命令"),
        (["run"], "缺少参数：通知"),
        (["run", "a.docx", "--unit", "b"], "不认识的参数：--unit b"),
        (["run", "a.docx", "--out"], "参数 --out 后面缺少内容"),
        (["run", "a.docx", "--force=1"], "参数 --force 后面不应带内容"),
        (["parse"], "缺少参数：通知"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = said(capsys, *words)

    assert (code, out) == (2, "")
    assert message in err
    assert "fenjie" in err  # and where to look
    assert not english(err) - {"split", "eat"}


def test_every_sentence_of_argparse_is_translated() -> None:
    """Provokes each kind of complaint argparse can make for what our commands use."""
    parser = Arguments("x", "说明")
    parser.add_argument("--number", type=int)
    parser.add_argument("--kind", choices=("函", "通知"))
    parser.add_argument("--many", nargs="+")
    parser.add_argument("--two", nargs=2)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--left", action="store_true")
    group.add_argument("--right", action="store_true")
    calls: tuple[list[str], ...] = (
        [],
        ["--left", "--right"],
        ["--left", "--number", "三"],
        ["--left", "--kind", "令"],
        ["--left", "--many"],
        ["--left", "--two", "一"],
        ["--left=1"],
        ["--left", "--nonsense"],
        ["--left", "extra"],
    )
    for call in calls:
        with pytest.raises(UsageError) as caught:
            parser.parse_args(call)
        text = str(caught.value).splitlines()[0]
        assert not english(text) - {"left", "right", "nonsense", "extra"}, text


def test_an_unknown_sentence_is_passed_on() -> None:
    assert in_chinese("something new") == "something new"


def test_an_unforeseen_fault_is_a_sentence_and_code_70(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pipeline.cli_parse

    def fails(_: argparse.Namespace) -> int:
        raise ZeroDivisionError("division by zero")

    monkeypatch.delenv("FENJIE_DEBUG", raising=False)
    monkeypatch.setattr(pipeline.cli_parse, "parse_command", fails)
    code, out, err = said(capsys, "parse", "a.txt")

    assert (code, out) == (70, "")
    assert "程序内部出错" in err
    assert "FENJIE_DEBUG" in err
    assert "Traceback" not in err

    monkeypatch.setenv("FENJIE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["parse", "a.txt"])


def test_interruption_is_130(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import pipeline.cli_parse

    def interrupted(_: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.cli_parse, "parse_command", interrupted)

    code, _, err = said(capsys, "parse", "a.txt")
    assert (code, err) == (130, "已中断，没有写出任何文件。\n")


# --- what cannot be read ------------------------------------------------------------------


def truncated_docx() -> bytes:
    return SAMPLE.read_bytes()[:9000]


def encrypted_pdf() -> bytes:
    """The smallest PDF with an encryption dictionary and a user password."""
    o = b"<" + b"11" * 32 + b">"
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"4 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -1/O " + o + b"/U " + o + b">>endobj\n"
    )
    offsets = [body.index(b"%d 0 obj" % n) for n in range(1, 5)]
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % n for n in offsets)
    tail = b"trailer<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + tail % len(body)


def empty_zip() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    return buffer.getvalue()


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + bytes(200) + b"\xff\xd9"

BAD_FILES = [
    ("空文件.docx", b"", 3, "空"),
    ("空文件.txt", b"", 3, "空"),
    ("照片.docx", JPEG, 6, "识别|图片"),  # 3 where the part for scans is installed
    ("截断.docx", truncated_docx(), 3, "损坏|不完整"),
    ("加密.pdf", encrypted_pdf(), 3, "密码|加密"),
    ("压缩.docx", empty_zip(), 3, "."),
    ("乱码.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 4, 3, "损坏|不完整|无法"),
    ("程序.exe", b"MZ" + bytes(400), 3, "程序"),
]


@pytest.mark.parametrize("command", ["parse", "run"])
@pytest.mark.parametrize(
    ("name", "content", "code", "message"), BAD_FILES, ids=[row[0] for row in BAD_FILES]
)
def test_what_cannot_be_read_is_named_and_explained(
    command: str, name: str, content: bytes, code: int, message: str, tmp_path: Path
) -> None:
    notice = tmp_path / name
    notice.write_bytes(content)
    words = [command, notice, *(["--out", tmp_path / "out"] if command == "run" else [])]

    done = fenjie(*words)

    assert done.returncode in (3, code), done.stderr
    assert done.stdout == ""
    assert name in done.stderr
    assert re.search(message, done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_notice_without_indicators_is_read_and_reported(tmp_path: Path) -> None:
    notice = tmp_path / "放假通知.txt"
    notice.write_text(
        "某区人民政府办公室\n关于2024年春节放假的通知\n各有关单位：\n"
        "春节假期自2月10日至17日，请做好值班工作。\n2024年2月1日\n",
        encoding="utf-8",
    )

    parsed = fenjie("parse", notice)
    assert parsed.returncode == 1
    assert re.search(r"FJ506 错误 没有读出任何指标", parsed.stderr)

    done = fenjie("run", notice, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert (tmp_path / "out" / "核对报告.html").exists()


@pytest.mark.parametrize(
    ("option", "code"), [("--units", 3), ("--decisions", 3), ("--office", 3), ("--templates", 4)]
)
def test_a_missing_file_beside_the_notice(option: str, code: int, tmp_path: Path) -> None:
    done = fenjie("run", SAMPLE, option, tmp_path / "没有", "--out", tmp_path / "out")

    assert done.returncode == code, done.stderr
    assert "没有" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_missing_notice(tmp_path: Path) -> None:
    done = fenjie("parse", tmp_path / "没有.docx")

    assert done.returncode == 3
    assert "没有.docx" in done.stderr


def test_a_folder_given_as_notice(tmp_path: Path) -> None:
    done = fenjie("parse", tmp_path)

    assert done.returncode == 3
    assert "文件夹" in done.stderr


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")

    done = fenjie("run", SAMPLE, "--out", tmp_path / "文件" / "结果")

    assert done.returncode == 5
    assert "文件" in done.stderr
    assert "--out" in done.stderr


# --- streams ------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["C", "POSIX", "zh_CN.GBK"])
def test_output_is_utf8_whatever_the_locale(locale: str) -> None:
    notice = "samples/notices/weidong-2021.txt"
    done = fenjie("parse", notice, LC_ALL=locale, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert done.returncode == 0, done.stderr
    assert "区发改委" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    command = [sys.executable, "-m", "pipeline", "parse", "--json", str(SAMPLE)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.read(10)
        writer.stdout.close()

        assert writer.stderr.read() == b""
        assert writer.wait() == 0


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_shown_only_on_a_terminal_and_only_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.cli_progress.PATIENCE", 0.01)
    monkeypatch.setattr("pipeline.cli_progress.BEAT", 0.001)

    def shown(stream: io.StringIO, *, quiet: bool = False) -> str:
        with Progress(stream, quiet=quiet) as progress:
            progress.stage("正在读取通知")
            for _ in range(2000):
                if stream.getvalue():
                    break
                progress._over.wait(0.001)
        return stream.getvalue()

    text = shown(Terminal())
    assert "正在读取通知" in text
    assert text.endswith("\r\x1b[K")  # and nothing of it stays
    assert shown(io.StringIO()) == ""
    assert shown(Terminal(), quiet=True) == ""

    monkeypatch.setattr("pipeline.cli_progress.PATIENCE", 60)
    terminal = Terminal()
    with Progress(terminal):
        pass
    assert terminal.getvalue() == ""
