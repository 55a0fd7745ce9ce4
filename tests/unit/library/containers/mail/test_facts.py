"""What messages say of the articles in them."""

from __future__ import annotations

import pytest

from reader.document.facts.fact import FactName
from reader.library.containers import mime
from reader.library.containers.mail import facts
from reader.library.containers.mail.forwarded import header_in
from tests.unit.library.containers.letters import encoded_word, letter


def said(name: FactName, data: bytes, html: str = "", text: str = "") -> str:
    return facts.of_message(mime.message_header(data), html, text).first(name)


@pytest.mark.parametrize(
    ("sender", "author", "place"),
    [
        ("Ann Reed <ann@weir.example>", "Ann Reed", "weir.example"),
        ('"Ann \\"Otter\\" Reed" <ann@weir.example>', 'Ann "Otter" Reed', "weir.example"),
        ("ann@weir.example (Ann Reed)", "Ann Reed", "weir.example"),
        ("ann@weir.example", "ann@weir.example", "weir.example"),
        ("<ann@weir.example>", "ann@weir.example", "weir.example"),
        ('"Reed, Ann" <ann@weir.example>', "Ann Reed", "weir.example"),
        ("Ann Reed from The Weir <weir@substack.com>", "Ann Reed", "The Weir"),
        (
            "Letters from an Engineer <weir@substack.com>",
            "Letters from an Engineer",
            "substack.com",
        ),
        ("Ann Reed via River talk <river@lists.example>", "Ann Reed", "River talk"),
        ("Ann Reed <ann@gmail.com>", "Ann Reed", ""),
        ("水边 <he@163.com>", "水边", ""),
        ("The Weir <news@mail.weir.example>", "The Weir", "weir.example"),
        (f"{encoded_word('水边', 'gb18030')} <he@weir.example>", "水边", "weir.example"),
        (f"{encoded_word('Reed, Ann')} <he@weir.example>", "Ann Reed", "weir.example"),
    ],
)
def test_the_sender_is_author_and_source(sender: str, author: str, place: str) -> None:
    data = letter(sender=sender)
    assert said(FactName.AUTHOR, data) == author
    assert said(FactName.SITE, data) == place


@pytest.mark.parametrize(
    ("list_id", "place"),
    [
        ("River talk <river.lists.example>", "River talk"),
        ("<theweir.substack.com>", "theweir.substack.com"),
        ("river.lists.example", "river.lists.example"),
        ("3ab93mc list <3ab93.397413.list-id.mcsv.net>", "weir.example"),
        ("<1234567.xt.local>", "weir.example"),
    ],
)
def test_a_list_has_a_name_unless_a_machine_made_it(list_id: str, place: str) -> None:
    assert said(FactName.SITE, letter(b"", f"List-Id: {list_id}")) == place


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Fwd: Otters again", "Otters again"),
        ("FW: Fwd: Otters", "Otters"),
        ("转发：水獭", "水獭"),
        ("Re: Otters", "Re: Otters"),
        ("Forward: march", "Forward: march"),
        (f"{encoded_word('水獭')}\r\n {encoded_word('又来了')}", "水獭又来了"),
        ("Otters\r\n\tagain", "Otters again"),
    ],
)
def test_the_subject_is_the_title(subject: str, title: str) -> None:
    assert said(FactName.TITLE, letter(subject=subject)) == title


@pytest.mark.parametrize(
    ("field", "date"),
    [
        ("Date: Sat, 9 Mar 2024 08:00:00 +0100", "2024-03-09T08:00:00+01:00"),
        ("Date: 9 Mar 24 08:00 GMT", "2024-03-09T08:00:00+00:00"),
        ("Date: Sat, 9 Mar 2024 08:00:00 +0100 (CET)", "2024-03-09T08:00:00+01:00"),
        ("Date: 2024-03-09 08:00:00", "2024-03-09 08:00:00"),
        ("Delivery-Date: Sat, 9 Mar 2024 08:00:00 +0000", "2024-03-09T08:00:00+00:00"),
        ("Received: from a by b; Sat, 9 Mar 2024 08:00:00 +0000", "2024-03-09T08:00:00+00:00"),
        ("X-Nothing: at all", ""),
    ],
)
def test_the_date_is_that_of_sending_or_of_coming(field: str, date: str) -> None:
    assert said(FactName.DATE, f"From: ann@weir.example\r\n{field}\r\n\r\n".encode()) == date


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("Archived-At: <https://lists.example/m/1>", "https://lists.example/m/1"),
        (
            "List-Post: <https://theweir.substack.com/p/otters?token=x>",
            "https://theweir.substack.com/p/otters",
        ),
        ("List-Post: <mailto:river@lists.example>", ""),
        ("List-Post: <https://weir.example/>", ""),
        ("Content-Base: https://weir.example/otters", "https://weir.example/otters"),
        ("X-RSS-URL: https://weir.example/otters", "https://weir.example/otters"),
    ],
)
def test_the_header_may_name_the_page(field: str, address: str) -> None:
    assert said(FactName.URL, letter(b"", field)) == address


@pytest.mark.parametrize(
    ("link", "label", "address"),
    [
        (
            "https://mailchi.mp/weir/otters?e=1&amp;utm_source=x",
            "View this email in your browser",
            "https://mailchi.mp/weir/otters",
        ),
        ("https://weir.example/otters/", "Read <b>online</b>", "https://weir.example/otters/"),
        ("https://weir.example/otters/", "在浏览器中查看", "https://weir.example/otters/"),
        ("https://link.mail.beehiiv.com/ss/c/abc", "Read Online", ""),
        ("https://weir.us1.list-manage.com/track/click?u=1", "View in browser", ""),
        ("https://weir.example/", "View in browser", ""),
        ("https://weir.example/otters/", "All about otters", ""),
        ("javascript:alert(1)", "View in browser", ""),
    ],
)
def test_a_link_to_the_page_is_its_address_if_it_lasts(link: str, label: str, address: str) -> None:
    html = f'<p><a class="x" href="{link}" target="_blank">{label}</a></p>'
    assert said(FactName.URL, letter(), html) == address


def test_the_text_beside_the_page_may_have_the_address() -> None:
    text = "View this post on the web at https://theweir.substack.com/p/otters\n\nWords."
    assert said(FactName.URL, letter(), "", text) == "https://theweir.substack.com/p/otters"


@pytest.mark.parametrize(
    ("body", "is_page"),
    [
        (
            (
                "---------- Forwarded message ---------\n"
                "From: The Weir <n@weir.example>\nDate: 9 Mar 2024\nSubject: Otters\nTo: x\n\nWords"
            ),
            False,
        ),
        (
            (
                "Begin forwarded message:\n\n"
                "> From: The Weir <n@weir.example>\n> Subject: Otters\n> Date: 9 Mar 2024\n"
            ),
            False,
        ),
        (
            (
                "<p>Look</p><div>---- Forwarded ----<br>"
                "From: <b>The Weir</b> &lt;n@weir.example&gt;<br>"
                "Date: 9 Mar 2024<br>Subject: Otters<br></div>"
            ),
            True,
        ),
        (
            (
                "<p class=MsoNormal><b>发件人:</b> The Weir &lt;n@weir.example&gt; <br>"
                "<b>发送时间:</b> 9 Mar 2024<br><b>主题:</b> Otters</p>"
            ),
            True,
        ),
    ],
)
def test_the_header_of_what_was_sent_on_is_found_in_the_text(body: str, is_page: bool) -> None:
    header = header_in(body, is_page=is_page)
    assert header is not None
    assert header["Subject"] == "Otters"
    assert header["Date"] == "9 Mar 2024"
    assert facts.sender_of(header["From"]) == ("The Weir", "n@weir.example")


def test_fields_far_below_are_no_header() -> None:
    assert header_in("word " * 60 + "\nFrom: a@b.example\nSubject: x\n", is_page=False) is None
    assert (
        header_in(
            "From: here to there\nwords\nwords\nwords\nwords\nwords\nSubject: x", is_page=False
        )
        is None
    )
