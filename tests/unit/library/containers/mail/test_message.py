"""Messages as articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.body_kind import BodyKind
from reader.document.facts.fact import FactName
from reader.document.pipeline import read
from reader.errors import ReaderError
from reader.library.containers.saved_page import SavedPage
from reader.library.containers.unpack import unpack
from tests.unit.library.containers.archives import PICTURE, multipart, part
from tests.unit.library.containers.letters import (
    OTTERS,
    PAGE,
    WEIR,
    alternatives,
    attached,
    letter,
    message_part,
    newsletter,
)

FILE = Path("otters.eml")


def page_of(data: bytes, path: Path = FILE) -> SavedPage:
    page = unpack(path, data)
    assert page is not None
    return page


def text_of(data: bytes) -> str:
    return page_of(data).data.decode()


def shown(data: bytes, title: str = "Otters again") -> list[str]:
    page = page_of(data)
    assert page.kind is not None
    return [block.text for block in read(page.data.decode(), page.kind, title=title).blocks]


def test_the_page_of_a_message_is_read() -> None:
    page = page_of(letter())
    assert (page.data.decode().strip(), page.kind) == (PAGE, BodyKind.HTML_DOCUMENT)
    assert page.facts.first(FactName.TITLE) == "Otters again"
    assert page.notices == ()


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("utf-8", "水獭 ate"),
        ("gb2312", "河边有九只水獭"),
        ("big5", "河邊有九隻水獺"),
        ("iso-2022-jp", "カワウソが九匹"),
        ("euc-kr", "수달 아홉 마리"),
        ("windows-1251", "Девять выдр на реке"),
    ],
)
def test_text_comes_in_any_charset_and_encoding(encoding: str, charset: str, text: str) -> None:
    content = text.encode("gb18030" if charset == "gb2312" else charset)
    data = letter(part(content, f"text/plain; charset={charset}", encoding=encoding))
    assert text_of(data).strip() == text
    assert page_of(data).kind is BodyKind.TEXT


def test_of_alternatives_the_page_is_read_and_the_text_if_the_page_says_nothing() -> None:
    assert OTTERS in text_of(letter(alternatives("Only words", PAGE)))
    assert "Only words" not in text_of(letter(alternatives("Only words", PAGE)))
    empty = "<html><body><img src='cid:a'></body></html>"
    assert text_of(letter(alternatives("Only a few more words", empty))) == "Only a few more words"


def test_a_text_beside_a_page_is_read_with_it_unless_it_is_the_same() -> None:
    footer = part(b"River talk, a list of the Weir", "text/plain")
    data = letter(multipart(part(PAGE.encode()), footer, kind="multipart/mixed"))
    assert OTTERS in text_of(data)
    assert "a list of the Weir" in text_of(data)
    same = part(f"{WEIR}\n\n{OTTERS}".encode(), "text/plain")
    data = letter(multipart(same, part(PAGE.encode()), kind="multipart/mixed"))
    assert text_of(data).count("nineteen") == 1


def test_pages_that_a_picture_parts_are_joined() -> None:
    data = letter(
        multipart(
            part(f"<div>{WEIR}</div>".encode()),
            part(PICTURE, "image/jpeg", encoding="base64"),
            part(f"<div>{OTTERS}</div>".encode()),
            kind="multipart/mixed",
        )
    )
    assert shown(data) == [WEIR, OTTERS]


def test_attached_files_are_named_and_not_shown() -> None:
    names = [attached(f"{number}.pdf") for number in range(7)]
    page = page_of(letter(multipart(part(PAGE.encode()), *names, kind="multipart/mixed")))
    assert page.notices == (
        "Attached, and not shown: 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 2 more.",
    )


def test_a_picture_in_the_text_is_not_named_as_a_file() -> None:
    page = PAGE.replace("<p>", '<p><img src="cid:pier%40a">', 1)
    field = 'Content-Disposition: attachment; filename="pier.png"\r\nContent-ID: <pier@a>\r\n'
    picture = part(b"PNG", "image/png", encoding="base64", more=field)
    data = letter(
        multipart(part(page.encode()), picture, attached("a.pdf"), kind="multipart/mixed")
    )
    assert page_of(data).notices == ("Attached, and not shown: a.pdf.",)


def test_a_message_that_was_sent_on_as_a_file_is_the_article() -> None:
    inner = letter(alternatives("x", PAGE), sender="Ben Weir <ben@weir.example>", subject="Inside")
    data = letter(
        multipart(part(b"Have a look.", "text/plain"), message_part(inner)), subject="Fwd: Inside"
    )
    page = page_of(data)
    assert page.facts.first(FactName.TITLE) == "Inside"
    assert page.facts.first(FactName.AUTHOR) == "Ben Weir"
    assert "Have a look" not in page.data.decode()


def test_a_letter_about_a_message_is_the_article_with_it_below() -> None:
    inner = letter(subject="Inside", sender="Ben <ben@weir.example>")
    own = part(f"<p>{(WEIR + ' ') * 4}</p>".encode())
    data = letter(multipart(own, message_part(inner), kind="multipart/mixed"))
    assert page_of(data).facts.first(FactName.TITLE) == "Otters again"
    assert "Inside" in text_of(data)
    assert OTTERS in text_of(data)


def test_a_digest_has_a_section_for_each_message() -> None:
    inner = [
        b"\r\n" + letter(part(f"{WEIR} {number}".encode(), "text/plain"), subject=f"Topic {number}")
        for number in range(3)
    ]
    blocks = shown(letter(multipart(*inner, kind="multipart/digest")))
    assert [text for text in blocks if text.startswith("Topic")] == [
        "Topic 0",
        "Topic 1",
        "Topic 2",
    ]


def test_what_was_sent_on_in_the_text_has_its_own_author() -> None:
    text = (
        "---- Forwarded message ----\nFrom: The Weir <n@weir.example>\n"
        f"Date: Fri, 8 Mar 2024 07:00\nSubject: Otters\n\n{WEIR}"
    )
    page = page_of(letter(part(text.encode(), "text/plain"), subject="Fwd: Otters"))
    assert page.facts.first(FactName.AUTHOR) == "The Weir"
    assert page.facts.first(FactName.TITLE) == "Otters"
    assert "2024-03-08" in page.facts.first(FactName.DATE)


def test_a_newsletter_is_read_without_its_layout() -> None:
    rows = [
        "<h1>Otters again</h1>",
        f"<p>{WEIR}</p>",
        f"<p>{OTTERS}</p>",
        "<h2>Below</h2>",
        f"<p>{WEIR}</p>",
    ]
    blocks = shown(
        letter(alternatives("x", newsletter(rows, preheader="Nine of them&nbsp;&zwnj;")))
    )
    assert blocks == [WEIR, OTTERS, "Below", WEIR]


def test_flowed_text_flows() -> None:
    content = part(
        b"The weir was \r\nbuilt.\r\n\r\n> A quote \r\n> goes on.",
        "text/plain; format=flowed",
        encoding="7bit",
    )
    data = letter(content)
    assert shown(data) == ["The weir was built.", "A quote goes on."]


@pytest.mark.parametrize(
    "kind", ["multipart/encrypted", "application/pkcs7-mime; smime-type=enveloped-data"]
)
def test_an_encrypted_message_says_so(kind: str) -> None:
    content = (
        multipart(part(b"Version: 1", "application/pgp-encrypted"), kind=kind)
        if "multipart" in kind
        else part(b"\x30\x80", kind, encoding="base64")
    )
    with pytest.raises(ReaderError, match="encrypted") as caught:
        unpack(FILE, letter(content))
    assert caught.value.hint


def test_a_page_that_was_sent_as_a_file_is_read_if_there_is_nothing_else() -> None:
    field = "Content-Disposition: attachment; filename=otters.html\r\n"
    assert OTTERS in text_of(letter(multipart(part(PAGE.encode(), more=field))))


def test_an_empty_message_within_changes_nothing() -> None:
    own = part(b"<p>See the message below.</p>")
    data = letter(multipart(own, message_part(b""), kind="multipart/mixed"))
    assert "See the message" in text_of(data)


def test_a_message_without_text_says_so() -> None:
    with pytest.raises(ReaderError, match="without text"):
        unpack(FILE, letter(multipart(attached("a.pdf"), kind="multipart/mixed")))


def test_a_message_of_apple_mail_ends_before_its_list_of_properties() -> None:
    message = letter(part(WEIR.encode(), "text/plain"))
    data = b"%d  \n" % len(message) + message + b'<?xml version="1.0"?><plist version="1.0"/>'
    assert text_of(data) == f"{WEIR}"
    assert page_of(data, Path("1.emlx")).facts.first(FactName.TITLE) == "Otters again"


def test_a_message_is_known_without_its_ending() -> None:
    sent = letter(b"", "Message-ID: <1@weir.example>")
    assert OTTERS in page_of(sent, Path("1700000.M1P2.host:2,S")).data.decode()
    assert OTTERS in page_of(b"From ann Sat Mar  9 08:00:00 2024\n" + sent).data.decode()


@pytest.mark.parametrize("text", ["Title: x\nDate: 2024\n\nWords.", "Words only", "", "{}"])
def test_other_files_are_no_messages_whatever_they_are_called(text: str) -> None:
    assert unpack(Path("a.md"), text.encode()) is None


def test_a_message_with_related_parts_is_no_saved_page() -> None:
    data = letter(multipart(part(PAGE.encode()), part(PICTURE, "image/png", encoding="base64")))
    assert page_of(data).facts.first(FactName.AUTHOR) == "Ann Reed"


def test_a_message_that_was_cut_off_shows_what_is_there() -> None:
    data = letter(multipart(part(PAGE.encode(), encoding="8bit")))
    page = page_of(data[: data.index(b"Nine otters")])
    assert "nineteen hundred" in page.data.decode()
    assert len(page.notices) == 1


@settings(max_examples=80)
@given(
    st.lists(
        st.sampled_from(
            [
                b"Content-Type: multipart/mixed; boundary=a\r\n",
                b"Content-Type: message/rfc822\r\n",
                b"Content-Type: text/plain; format=flowed; charset=x\r\n",
                b"Content-Type: text/html\r\n",
                b"Content-Transfer-Encoding: base64\r\n",
                b"From: =?gb2312?B?zw?= <\r\n",
                b"From: \xff\xfe\r\n",
                b"Date: Sat, 99 Mar 99999 99:99:99 +9999\r\n",
                b"Subject: Fwd: Fwd:\r\n",
                b"List-Id: <>\r\n",
                b"List-Post: <http://[x>\r\n",
                b"--a\r\n",
                b"--a--\r\n",
                b"\r\n",
                b"> words \r\n",
                b"<a href='http://[::1'>View online</a>\r\n",
                b"Content-Disposition: attachment\r\n",
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
