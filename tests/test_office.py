"""Word 97、RTF 等: converted in a place of its own, and nothing left behind."""

from __future__ import annotations

import http.server
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from parsers import libreoffice
from parsers.errors import MissingPartError, UnreadableError
from parsers.readers import office
from readings import assert_sound, body, codes_of, zipped

RTF = rb"""{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}
\f0\fs32 \u21439?\u25919?\u24220?\u36890?\u30693?\par 1.\u22686?\u38271?7%\u12290?\par
\u36131?\u20219?\u21333?\u20301?\u65306?\u21439?\u21457?\u25913?\u22996?\par}"""
LINES = ["县政府通知", "1.增长7%。", "责任单位：县发改委"]

posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for soffice")


def stand_in(folder: Path, script: str) -> Path:
    """A program in soffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_a_document_is_converted(soffice: str) -> None:
    assert soffice
    reading = office.read("通知.rtf", RTF)
    assert_sound(reading)
    assert body(reading) == LINES
    assert reading.format == "rtf"
    assert codes_of(reading)[0] == "FJ148"


def test_without_libreoffice_the_message_says_how_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    for read in (office.read, office.read_sheets):
        with pytest.raises(MissingPartError) as caught:
            read("通知.rtf", RTF)
        for word in ("通知.rtf", "RTF", "Windows", "麒麟", "统信", "Debian", "另存为"):
            assert word in str(caught.value)


@posix
@pytest.mark.parametrize(
    "script", ["exit 0", "exit 1", "mkdir -p out; echo no > out/input.docx", "kill -9 $$"]
)
def test_success_is_believed_only_when_the_file_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    program = stand_in(tmp_path, script)
    monkeypatch.setattr(office, "program", lambda: program)
    with pytest.raises(UnreadableError, match="打不开“通知.rtf”".replace(".", "[.]")):
        office.read("通知.rtf", RTF)


@posix
def test_a_program_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "child"
    program = stand_in(tmp_path, f"sleep 300 & echo $! > '{mark}'; sleep 300")
    monkeypatch.setattr(office, "program", lambda: program)
    monkeypatch.setattr(office, "TIME_LIMIT", 1)
    with pytest.raises(UnreadableError, match="1秒"):
        office.read("通知.rtf", RTF)
    child = mark.read_text(encoding="utf-8").strip()
    for _ in range(50):
        state = subprocess.run(["ps", "-o", "stat=", "-p", child], capture_output=True, check=False)
        if state.stdout.strip()[:1] in {b"", b"Z"}:
            break
        time.sleep(0.1)
    else:
        pytest.fail("the child is still running")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")
def test_what_it_starts_has_a_limit_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "limit"
    program = stand_in(tmp_path, f"sleep 0.3; sh -c 'ulimit -v' > '{told}'")
    monkeypatch.setattr(office, "program", lambda: program)
    with pytest.raises(UnreadableError):
        office.read("通知.rtf", RTF)
    assert int(told.read_text(encoding="utf-8")) * 1024 == libreoffice.MAX_MEMORY


@posix
def test_the_profile_is_its_own_and_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    made = tmp_path / "made.docx"
    made.write_bytes(zipped({"x": "x"}))
    program = stand_in(
        tmp_path, f"echo \"$PWD $*\" >> '{seen}'; mkdir -p out; cp '{made}' out/input.docx"
    )
    monkeypatch.setattr(office, "program", lambda: program)
    assert office.convert("甲.rtf", RTF, "docx") == office.convert("乙.rtf", RTF, "docx")
    calls = seen.read_text(encoding="utf-8").splitlines()
    folders = [call.split(" ", 1)[0] for call in calls]
    assert len(set(folders)) == 2
    for folder, call in zip(folders, calls, strict=True):
        assert f"-env:UserInstallation=file://{folder}/profile" in call
        assert not Path(folder).exists()


@posix
def test_a_program_that_cannot_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: tmp_path / "none")
    with pytest.raises(UnreadableError, match="启动不了"):
        office.read("通知.rtf", RTF)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = f"""<m:manifest xmlns:m="{_ODF}:manifest:1.0" m:version="1.2"><m:file-entry
 m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry
 m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>"""
_LINKED = f"""<office:document-content xmlns:office="{_ODF}:office:1.0" office:version="1.2"
 xmlns:text="{_ODF}:text:1.0" xmlns:draw="{_ODF}:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
><office:body><office:text><text:p>县政府通知<draw:frame text:anchor-type="as-char"><draw:image
 xlink:href="ADDRESS" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>
</text:p></office:text></office:body></office:document-content>"""


def test_a_document_cannot_make_us_fetch_anything(soffice: str) -> None:
    assert soffice
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def parse_request(self) -> bool:
            asked.append("someone asked")
            return False

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        data = zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": _MANIFEST,
                "content.xml": _LINKED.replace("ADDRESS", address),
            }
        )
        reading = office.read("通知.odt", data)
        server.shutdown()
        thread.join()
    assert [line.strip() for line in body(reading)] == ["县政府通知"]
    assert asked == []
