"""Pages out of MHTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.facts.fact import FactName
from reader.errors import ReaderError
from reader.library.containers.saved_page import SavedPage
from reader.library.containers.unpack import unpack
from tests.unit.library.containers.archives import (
    ADDRESS,
    PAGE,
    PICTURE,
    mhtml,
    multipart,
    part,
    whole,
)

FILE = Path("otters.mhtml")


def page_of(data: bytes, path: Path = FILE) -> SavedPage:
    page = unpack(path, data)
    assert page is not None
    return page


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit", "binary"])
def test_the_page_comes_out_as_it_was(encoding: str) -> None:
    page = page_of(mhtml(part(PAGE.encode(), encoding=encoding)))
    assert page.data.decode().strip() == PAGE
    assert page.notices == ()


def test_the_header_tells_where_and_when_it_was_saved() -> None:
    page = page_of(whole())
    assert page.facts.first(FactName.URL) == ADDRESS
    assert page.otherwise.first(FactName.TITLE) == "Otters of the Ilm - River Post"
    assert page.otherwise.first(FactName.SAVED) == "Tue, 2 Apr 2024 09:30:00 +0200"


def test_an_address_that_is_the_subject_is_no_title() -> None:
    data = whole().replace(b"=?utf-8?Q?Otters_of_the_Ilm_-_River_Post?=", ADDRESS.encode())
    assert page_of(data).otherwise.first(FactName.TITLE) == ""


def test_the_address_may_stand_at_the_page_alone() -> None:
    data = whole().replace(b"Snapshot-Content-Location", b"X-Nothing")
    assert page_of(data).facts.first(FactName.URL) == ADDRESS


@pytest.mark.parametrize(
    ("charset", "codec"),
    [("gb2312", "gb18030"), ("windows-1251", "cp1251"), ("unicode", "utf_16"), ("big5", "big5")],
)
def test_the_charset_of_the_part_holds(charset: str, codec: str) -> None:
    text = {"cp1251": "<p>Река и берег</p>", "big5": "<p>河邊的燈</p>"}.get(
        codec, "<p>河边的灯</p>"
    )
    data = mhtml(part(text.encode(codec), f'text/html; charset="{charset}"', encoding="base64"))
    assert page_of(data).data.decode() == text


def test_a_charset_that_is_not_true_or_no_charset_changes_nothing() -> None:
    for name in ("gb2312", "no-such-thing", "idna", "hex", ""):
        data = mhtml(part(PAGE.encode(), f'text/html; charset="{name}"', encoding="base64"))
        assert page_of(data).data.decode() == PAGE


def test_the_part_that_start_names_is_the_page() -> None:
    data = mhtml(
        part(b"<p>A frame</p>", more="Content-ID: <frame@x>\r\n"),
        part(b"<p>The page</p>", more="Content-ID: <main@x>\r\n"),
        kind='multipart/related; start="<main@x>"',
    )
    assert b"The page" in page_of(data).data


def test_a_page_within_other_multiparts_is_found() -> None:
    inner = multipart(
        part(b"only words", "text/plain"),
        part(PAGE.encode()),
        kind="multipart/alternative",
        boundary="inner=_1",
    )
    assert (
        page_of(mhtml(inner, part(PICTURE, "image/png", encoding="base64"))).data == PAGE.encode()
    )


def test_text_is_better_than_nothing() -> None:
    data = mhtml(part(PICTURE, "image/png", encoding="base64"), part(b"only words", "text/plain"))
    assert page_of(data).data == b"only words"


def test_a_message_without_parts_is_a_page_if_its_name_says_so() -> None:
    data = b"MIME-Version: 1.0\r\n" + part(PAGE.encode())
    assert page_of(data).data.decode().strip() == PAGE
    assert unpack(Path("note.txt"), data) is None


def test_an_archive_is_known_by_what_is_in_it() -> None:
    assert page_of(whole(), Path("saved.html")).data.decode() == PAGE
    assert page_of(b"\xef\xbb\xbf\r\n" + whole()).data.decode() == PAGE


@pytest.mark.parametrize(
    "text",
    ["", "<html><body>plain</body></html>", "Note: a line\n\nand text\n", "Words.\n\nWords."],
)
def test_other_files_are_no_archives_whatever_they_are_called(text: str) -> None:
    assert unpack(FILE, text.encode()) is None


FRAMESET = "<html><title>Post</title><frameset><frame src=a><frame src=b></frameset></html>"
MENU = "<ul><li><a href=1>Otters of the Ilm</a></li><li><a href=2>Herons of the Ilm</a></li></ul>"


def test_a_page_of_frames_is_what_stands_in_them() -> None:
    archive = mhtml(part(FRAMESET.encode()), part(MENU.encode()), part(PAGE.encode()))
    assert page_of(archive).data.decode().strip() == PAGE


def test_a_frame_that_is_nearly_all_of_a_page_is_read() -> None:
    page = f"<p>{'The otters came back. ' * 30}</p>"
    around = b"<div>River Post</div><iframe src='cid:inner@parts'></iframe>"
    archive = mhtml(part(around), part(page.encode(), more="Content-ID: <inner@parts>\r\n"))
    assert page_of(archive).data.decode().strip() == page


@pytest.mark.parametrize(
    ("page", "frame"),
    [
        ("<p><a href=1>Otters came back</a></p>" * 60, f"<p>{'Buy. ' * 100}</p>"),
        (
            f"<style>{'p {} ' * 50_000}</style><p>{'Otters came back. ' * 30}</p>",
            "<p>Buy.</p>" * 100,
        ),
        ("<p>Otters came back.</p>", f"<script>{'if (a < b) buy(); ' * 100}</script><p>Buy.</p>"),
    ],
)
def test_a_front_page_and_a_short_one_are_read_whatever_their_frames_have(
    page: str, frame: str
) -> None:
    archive = mhtml(part(page.encode()), part(frame.encode()))
    assert page_of(archive).data.decode().strip() == page


def test_frames_beside_an_article_are_left_and_named_by_their_addresses() -> None:
    page = f"<p>{'The otters came back. ' * 30}</p><iframe src='cid:inner@parts'></iframe>"
    more = "Content-ID: <inner@parts>\r\nContent-Location: https://film.example/otters\r\n"
    archive = mhtml(part(page.encode()), part(f"<p>{'Buy. ' * 900}</p>".encode(), more=more))
    expected = page.replace("cid:inner@parts", "https://film.example/otters")
    assert page_of(archive).data.decode().strip() == expected


def test_a_message_that_is_the_page_itself_is_whole() -> None:
    data = b"From: <Saved by Microsoft Internet Explorer 5>\r\nMIME-Version: 1.0\r\n" + part(
        PAGE.encode()
    )
    assert page_of(data).notices == ()


def test_a_file_that_was_cut_off_shows_what_is_there() -> None:
    data = mhtml(part(PAGE.encode(), encoding="8bit"))
    cut = page_of(data[: data.index(b"below")])
    assert "Nine otters were counted" in cut.data.decode()
    assert len(cut.notices) == 1
    base64 = mhtml(part(PAGE.encode(), encoding="base64"))
    begun = page_of(base64[: len(base64) * 2 // 3]).data
    assert begun
    assert PAGE.encode().startswith(begun)


def test_a_boundary_that_is_not_stated_is_found() -> None:
    data = whole().replace(b'boundary="--cut-here"', b"x=y")
    assert page_of(data).data.decode() == PAGE


def test_an_archive_without_text_says_what_to_do() -> None:
    with pytest.raises(ReaderError) as caught:
        unpack(FILE, mhtml(part(PICTURE, "image/png", encoding="base64")))
    assert caught.value.hint


def test_a_title_in_an_alphabet_that_has_no_such_name_is_read_all_the_same() -> None:
    data = whole().replace(b"=?utf-8?Q?Otters", "=?utf-é?Q?Otters".encode())

    page = unpack(FILE, data)

    assert page is not None
    assert page.otherwise.first(FactName.TITLE) == "Otters of the Ilm - River Post"


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/related; boundary=a\r\n",
                b"Content-Type: multipart/mixed; boundary*=utf-9'x'%ff\r\n",
                b"Content-Type: text/html; charset*0*=x''a\r\n",
                b"Content-Transfer-Encoding: base64\r\n",
                b"Content-Transfer-Encoding: quoted-printable\r\n",
                b"Subject: =?x?b?////?= =?utf-8?q?=ff?=\r\n",
                "Subject: =?utf-é?q?words?=\r\n".encode(),
                b"--a\r\n",
                b"--a--\r\n",
                b"\r\n",
                b"=E9=\xff words=\r\n",
                b"\xff\x00\r\n",
            ]
        ),
        max_size=20,
    )
)
def test_no_message_is_too_odd(lines: list[bytes]) -> None:
    try:
        page = unpack(FILE, b"MIME-Version: 1.0\r\n" + b"".join(lines))
    except ReaderError:
        return
    assert page is not None


def _frame_page(source: str, words: str = "") -> str:
    return f'<html><head><title>Out</title></head><body>{words}<iframe src="{source}"></iframe>'


@pytest.mark.parametrize("source", ["cid:inner@parts", "https://river.example/inner"])
def test_a_page_that_is_but_a_frame_gives_what_is_in_it(source: str) -> None:
    more = "Content-ID: <inner@parts>\r\nContent-Location: https://river.example/inner\r\n"
    whole = PAGE.replace("</article>", "<p>Nine otters were counted.</p>" * 10 + "</article>")
    inner = part(whole.encode(), more=more)
    page = page_of(mhtml(part(_frame_page(source).encode()), inner))
    assert page.data.decode().strip() == whole
    assert page.facts.first(FactName.URL) == ADDRESS


def test_a_page_with_words_of_its_own_keeps_them() -> None:
    own = _frame_page("cid:ad@parts", "<p>Nine otters were counted.</p>" * 10)
    advert = part(b"<p>Buy boats.</p>" * 50, more="Content-ID: <ad@parts>\r\n")
    assert page_of(mhtml(part(own.encode()), advert)).data.decode().strip() == own


def test_frames_in_each_other_end_somewhere() -> None:
    itself = part(_frame_page("cid:x@parts").encode(), more="Content-ID: <x@parts>\r\n")
    assert b"<iframe" in page_of(mhtml(itself, itself)).data
