"""Bytes to text: every encoding that articles come in."""

from __future__ import annotations

import os
import re
import sys
import threading
import unicodedata
from hashlib import shake_256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import ReaderError
from reader.library.files.decode import decode, is_binary
from reader.library.files.regular_file import read_bytes, read_file
from tests.conftest import SHARED
from tests.memory import peak_of

CORPUS = SHARED / "corpus" / "charset-tests"

CHINESE = "晚饭以后，我们沿着河岸散步，聊起各自小时候读过的书，直到路灯都亮了才回家。"
TAIWAN = "晚飯以後，我們沿著河岸散步，聊起各自小時候讀過的書，直到路燈都亮了才回家。"
JAPANESE = "夕食のあと、川沿いを散歩しながら、子どものころに読んだ本について話しました。"
KOREAN = "저녁을 먹은 뒤에 강가를 걸으면서 어릴 때 읽은 책에 대해 이야기했습니다."
RUSSIAN = "После ужина мы гуляли вдоль реки и говорили о книгах, которые читали в детстве."
FRENCH = "Après le dîner, nous avons longé la rivière en évoquant les livres de l’été passé."
THAI = "หลังอาหารเย็น เราเดินเล่นริมแม่น้ำและคุยกันถึงหนังสือที่เคยอ่านตอนเด็ก"


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8"),
        (CHINESE, "utf-16", "utf-16le"),
        (RUSSIAN, "utf-32", "utf-32le"),
        (CHINESE, "gbk", "gb18030"),
        (CHINESE + "𠮷", "gb18030", "gb18030"),
        (TAIWAN, "big5", "big5"),
        (JAPANESE, "cp932", "shift_jis"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (KOREAN, "cp949", "euc-kr"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "cp866", "ibm866"),
        (THAI, "tis_620", "tis-620"),
    ],
)
def test_finds_the_encoding_without_a_declaration(text: str, codec: str, label: str) -> None:
    found = decode(text.encode(codec))

    assert found.text == text
    assert found.encoding == label
    assert not found.lossy


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [CHINESE, RUSSIAN, FRENCH, THAI])
def test_finds_wide_encodings_without_a_mark(text: str, codec: str) -> None:
    page = f"{text}\n\n{text}\n"

    assert decode(page.encode(codec)).text == page


@pytest.mark.parametrize(
    ("declaration", "codec", "label"),
    [
        ('<?xml version="1.0" encoding="GB2312"?>', "gb18030", "gb18030"),
        ("<html><head><meta charset=gbk>", "gbk", "gb18030"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />',
            "gb18030",
            "gb18030",
        ),
    ],
)
def test_a_declaration_is_believed_and_read_as_browsers_read_it(
    declaration: str, codec: str, label: str
) -> None:
    page = declaration + "她说：「镕」。"  # too little for statistics; 镕 is not in GB 2312
    found = decode(page.encode(codec))

    assert (found.text, found.encoding) == (page, label)


def test_latin_1_is_windows_1252_in_practice() -> None:
    page = "<meta charset='iso-8859-1'>" + FRENCH

    assert decode(page.encode("cp1252")).text == page


def test_a_declaration_that_is_no_longer_true_is_not_believed() -> None:
    page = f"<html><head><meta charset='gb2312'></head>{CHINESE}"

    assert decode(page.encode()).text == page
    wrong = page.replace("gb2312", "utf-8")
    assert decode(wrong.encode("gb18030")).text == wrong


@pytest.mark.parametrize("name", ["hex", "utf-7", "unicode_escape", "no-such", "mbcs", "idna"])
def test_codecs_that_no_page_is_written_in_are_refused(name: str) -> None:
    page = f"<meta charset='{name}'>{CHINESE}"

    assert decode(page.encode("gb18030")).text == page


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_one_damaged_byte_does_not_spoil_the_rest(codec: str) -> None:
    page = f"<meta charset={codec}>" + CHINESE * 20
    data = page.encode(codec)[:-1]  # cut in the middle of the last character
    found = decode(data)

    assert found.text.startswith(page[:-1])
    assert found.lossy


def test_one_damaged_byte_is_borne_without_a_declaration() -> None:
    lines = [CHINESE] * 40
    data = b"\n".join(line.encode("gb18030") for line in lines) + b"\n\xff\n"
    found = decode(data)

    assert found.encoding == "gb18030"
    assert found.text.startswith("\n".join(lines))


@pytest.mark.parametrize("text", ["Voilà où l’été s’arrête", "Ein Ärger über dünne Bücher", "è lì"])
def test_some_damage_in_a_few_letters_leaves_it_utf_8(text: str) -> None:
    data = f"{text}, {text}, {text}".encode() + b"\xc3 \xff"
    found = decode(data)

    assert found.encoding == "utf-8"
    assert found.text.startswith(text)


@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "gb18030", "cp949"])
def test_some_damage_leaves_text_in_its_encoding(codec: str) -> None:
    text = {"cp1251": RUSSIAN, "gb18030": CHINESE, "cp949": KOREAN}.get(codec, FRENCH)
    data = b" \x98\x81\xff ".join([f"{text} {text} {text}".encode(codec)] * 3)

    assert text in decode(data).text


def test_one_letter_of_a_long_text_is_enough_to_tell_it_from_damage() -> None:
    page = "The menu of the café.\n" + "No other line has one.\n" * 500

    assert decode(page.encode("cp1252")).text == page


def test_one_letter_far_behind_in_a_line_is_found() -> None:
    page = "a" * 600_000 + " café"

    assert decode(page.encode("cp1252")).text == page


@pytest.mark.parametrize("declared", ["iso-8859-1", "gb2312", "windows-1251", "shift_jis", "utf-8"])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (CHINESE, "gbk"),
        (TAIWAN, "big5"),
        (KOREAN, "cp949"),
        (RUSSIAN, "koi8_r"),
        (FRENCH, "cp1252"),
    ],
)
def test_a_declaration_that_the_bytes_contradict_is_overruled(
    declared: str, text: str, codec: str
) -> None:
    page = f"<meta charset='{declared}'><p>{text}</p>"

    assert decode(page.encode(codec)).text == page


@pytest.mark.parametrize(
    "head",
    [
        "---\ntitle: x\nencoding: cp1251\n---\n",
        "+++\ncharset = 'windows-1251'\n+++\n",
        "-*- mode: text; coding: cp1251 -*-\n",
    ],
)
def test_front_matter_and_a_line_for_emacs_may_declare_it(head: str) -> None:
    page = f"{head}Zoл"  # in Windows-1252 it is a name

    assert decode(page.encode("cp1251")).text == page


def test_lines_that_were_put_together_are_each_read_in_their_encoding() -> None:
    page = f"---\ntitle: {CHINESE}\n---\n"
    body = f"{TAIWAN}\r\n{TAIWAN}\n"

    mostly_utf8 = decode(page.encode("gbk") + body.encode())
    mostly_gbk = decode(page.encode() + (CHINESE * 3 + "\n").encode("gbk") * 3)

    assert mostly_utf8.text == page + body.replace("\r\n", "\n")
    assert (mostly_utf8.encoding, mostly_utf8.lossy) == ("utf-8", False)
    assert mostly_gbk.text == page + (CHINESE * 3 + "\n") * 3
    assert mostly_gbk.encoding == "gb18030"


def test_hz_is_told_from_ascii_that_looks_like_it() -> None:
    lisp = '(format t "~{~a~^, ~}" items)'

    assert decode(CHINESE.encode("hz")).text == CHINESE
    assert decode(lisp.encode()).text == lisp


def test_bytes_with_controls_are_no_letters() -> None:
    assert decode(b"\x89PNG\r\n\x1a\n").lossy


@settings(max_examples=25)
@given(st.text(st.characters(codec="cp949", min_codepoint=0xAC00, max_codepoint=0xD7A3)))
def test_hangul_that_decodes_is_never_replaced(text: str) -> None:
    found = decode(f"{KOREAN} {text}".encode("cp949"))

    assert found.text == unicodedata.normalize("NFC", f"{KOREAN} {text}")
    assert not found.lossy


def test_newlines_nul_and_composition_are_normalised() -> None:
    found = decode("a\r\nb\rc\nd\0e\u0301".encode())

    assert found.text == "a\nb\nc\ndé"


def test_nothing_is_nothing() -> None:
    assert decode(b"").text == ""


def test_noise_is_decoded_with_replacements() -> None:
    found = decode(bytes(range(128, 256)) * 3 + b"\x81\xff\xfe")

    assert found.text
    assert found.lossy or found.encoding != "utf-8"


@given(st.binary(max_size=400))
def test_any_bytes_become_clean_text(data: bytes) -> None:
    found = decode(data)

    assert "\0" not in found.text
    assert "\r" not in found.text
    assert unicodedata.is_normalized("NFC", found.text)
    found.text.encode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_utf_8_text_comes_back(text: str) -> None:
    text = text.lstrip("\ufeff")

    assert decode(text.encode()).text == unicodedata.normalize("NFC", text)


# The 40 labelled files. Python's codec of the label is the truth, with these exceptions.
CODECS = {"CP932": "cp932", "SHIFT_JIS": "cp932", "GB2312": "gb18030", "UTF-32LE": "utf-32"}
BULLETS = {"TIS-620": ("\x95", "•")}
"""Bytes that TIS-620 does not define, and that its Windows superset (874) does."""


def codec_of(path: Path) -> tuple[str, str]:
    label = path.name.split("__")[2]
    return label, CODECS.get(label) or re.sub(
        r"^((?:windows|iso)-\d+(?:-\d+)?).*", r"\1", label
    ).replace("README.txt", "ascii")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_every_labelled_file_reads_as_its_label_says() -> None:
    files = sorted(CORPUS.iterdir())
    wrong: list[str] = []
    for path in files:
        label, codec = codec_of(path)
        data = path.read_bytes()
        expected = decode(data.decode(codec, "replace").encode()).text
        if label in BULLETS:
            expected = expected.replace(*BULLETS[label])
        found = decode(data)
        if found.text != expected or found.lossy:
            wrong.append(f"{path.name}: {found.encoding}")

    assert len(files) == 40
    assert wrong == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the checkout")
def test_labelled_files_read_the_same_without_their_declarations() -> None:
    """Statistics alone. Turkish in 8859-9 is told from 8859-2 by a handful of letters only."""
    wrong: set[str] = set()
    for path in CORPUS.iterdir():
        label, codec = codec_of(path)
        data = path.read_bytes()
        if codec in ("ascii", "utf-8", "utf-32"):
            continue
        bare = re.sub(rb'encoding="[^"]*"', b"", data)
        expected = decode(bare.decode(codec, "replace").encode()).text
        if label not in BULLETS and decode(bare).text != expected:
            wrong.add(label)

    assert wrong <= {"iso-8859-9-turkish"}


def test_reads_a_file_with_its_size_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"0123456789")
    os.utime(path, ns=(5, 1_600_000_000_000_000_000))

    whole, part = read_file(path), read_file(path, limit=4)

    assert (whole.data, whole.size, whole.truncated) == (b"0123456789", 10, False)
    assert (part.data, part.size, part.truncated) == (b"0123", 10, True)
    assert whole.mtime_ns == 1_600_000_000_000_000_000


def test_a_link_that_was_named_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target.md").write_bytes(b"text")
    link = tmp_path / "link.md"
    link.symlink_to("target.md")

    assert read_bytes(link) == b"text"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    errors: list[str] = []

    def read() -> None:
        try:
            read_bytes(pipe)
        except ReaderError as error:
            errors.append(str(error))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(timeout=20)

    assert errors == [f"{pipe}: is a named pipe, not a file"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_a_device_is_refused() -> None:
    with pytest.raises(ReaderError, match="is a device"):
        read_bytes(Path("/dev/zero"))


def test_what_cannot_be_read_says_why_in_one_line(tmp_path: Path) -> None:
    loop = tmp_path / "loop.md"
    loop.symlink_to("loop.md")
    for path, reason in (
        (tmp_path / "none.md", "no such file"),
        (tmp_path, "is a folder"),
        (loop, "cannot be read"),
        (tmp_path / "a\0b", "cannot be read"),
        (tmp_path / "x" / ("n" * 300), "cannot be read|no such file"),
    ):
        with pytest.raises(ReaderError, match=reason) as caught:
            read_bytes(path)
        assert "\n" not in str(caught.value)
        assert caught.value.path == path


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "secret.md"
    path.write_text("x")
    path.chmod(0)

    with pytest.raises(ReaderError, match="permission denied"):
        read_bytes(path)


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are told apart otherwise here")
def test_to_open_a_file_its_folders_are_not_asked_about_one_by_one(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*"abcdefghijklmnopqrstuvwxyz")
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes(b"text")
    asked = 0

    def count(_frame: object, event: str, function: object) -> None:
        nonlocal asked
        name = getattr(function, "__name__", "")
        asked += event == "c_call" and name in ("lstat", "readlink", "stat")

    sys.setprofile(count)
    try:
        data = read_bytes(folder / "a.md")
    finally:
        sys.setprofile(None)

    assert data == b"text"
    assert asked == 0


@pytest.mark.parametrize("codec", ["gbk", "big5", "cp932", "euc_jp", "cp949", "utf-16-le", "utf-8"])
def test_text_in_any_encoding_is_no_binary(codec: str) -> None:
    texts = {"gbk": CHINESE, "big5": TAIWAN, "cp949": KOREAN}
    text = texts.get(codec, JAPANESE)
    for times in (1, 10_000):
        assert not is_binary(f"{text}\n".encode(codec) * times)


def test_a_picture_is_binary() -> None:
    assert is_binary(shake_256().digest(300_000))
    assert is_binary(b"\x89PNG\r\n\x1a\n" + shake_256().digest(2_000))
    assert not is_binary(b"")
    assert not is_binary(b"\0" * 1_000)


def test_the_first_telling_lines_are_guessed_from() -> None:
    lines = b"plain\r\n" * 1_000
    assert decode(lines + f"{RUSSIAN}\r\n".encode("cp1251") * 50).encoding == "windows-1251"
    assert decode(f"{RUSSIAN}\r".encode("cp1251") * 50_000).encoding == "windows-1251"
    assert decode(f"{RUSSIAN} ".encode("cp1251") * 50_000).encoding == "windows-1251"


@pytest.mark.parametrize("unit", [b"\r", b"\r\n", b"\n", b"\0", b"a\r"])
def test_no_list_is_made_of_what_is_replaced(unit: bytes) -> None:
    data = unit * (2_000_000 // len(unit))
    assert peak_of(lambda: decode(data)) < 4 * len(data)
