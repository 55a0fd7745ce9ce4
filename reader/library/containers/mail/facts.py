"""What a message says of the article in it: in its header, and in the link to its page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from reader.document.facts.fact import FactName, PageFacts
from reader.library.containers import header_words, mime
from reader.library.containers.saved_page import container_facts

if TYPE_CHECKING:
    from email.message import Message

_FORWARDED: Final = re.compile(r"(?:fwd?|wg|转发|轉寄|轉發|転送|전달)\s*[:：]\s*+", re.IGNORECASE)
"""What mail programs put before the subject of a message that is sent on, in their languages."""
_FROM: Final = re.compile(r"(\S{1,60} .{1,80}?) (?:from|at|@|\|) (?=\W?(?![a-z]))(.{2,80})")
"""`Ann Reed from The Weir`, as Substack writes it; what begins with a small letter is no name."""
_VIA: Final = re.compile(r"(.{2,80}?) via (.{2,80})")
_MACHINE: Final = re.compile(r"\d{5}|mc list\b|mcsv\.net|sendgrid|amazonses|list-id\.", re.I)
"""In the names of lists that a sender's system made up."""
_SERVERS: Final = re.compile(
    r"(?:e?mail(?:er|ing)?s?|e|em|m|mg|mx|smtp|news|newsletters?|send|sender|reply|bounces?|updates?"
    r"|info|t|go|click|link|notifications?|hello)\d{0,3}\.(?=[^.]+\.[^.]+)",
    re.IGNORECASE,
)
_OF_ANYBODY: Final = re.compile(
    r"(?:g(?:oogle)?mail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online"
    r"|qq|foxmail|163|126|yeah|sina|sohu|139|189|aliyun|proton(?:mail)?|pm|mail|yandex|naver"
    r"|daum|hanmail|fastmail|hey|tutanota|zoho)\.[a-z.]{2,8}",
    re.IGNORECASE,
)
"""Hosts of mail at which anybody may have an address."""
_BRACKETED: Final = re.compile(r"<\s*(https?://[^<>\s]{1,2000})\s*>", re.IGNORECASE)
_URL: Final = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)

_LINK: Final = re.compile(r"<a\s([^<>]{1,4000})>", re.IGNORECASE)
_HREF: Final = re.compile(r"\bhref\s*=\s*(?:\"([^\"]{1,2000})\"|'([^']{1,2000})')", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")
_VIEW: Final = re.compile(
    r"(?:view|read|open|see|show)(?: (?:it|this|the|in|full|entire|web|post|email|e-mail|mail"
    r"|message|newsletter|issue|article|story|version|your|a|on|web ?site|from))*"
    r" (?:browser|online|web|website|web ?page|app)(?: version)?"
    r"|(?:web|online|browser) version|read online|view online|permalink|view in (?:your )?browser"
    r"|(?:im browser|online) (?:ansehen|anzeigen|lesen|öffnen)|voir (?:en ligne|dans le navigateur)"
    r"|ver (?:en el navegador|en línea|no navegador)|在浏览器中(?:查看|打开|阅读)"
    r"|在瀏覽器中(?:查看|打開|檢視|閱讀)|(?:在线|網頁版|网页版|線上)(?:阅读|閱讀|查看|瀏覽|浏览)?"
    r"|ブラウザで(?:表示|見る|読む)|브라우저에서 보기",
    re.IGNORECASE,
)
_VIEW_IN_TEXT: Final = re.compile(
    r"\b(?:view|read|open)\b[^\n<>]{0,60}?\b(?:online|browser|web|website)\b[^\n<>]{0,12}"
    r"[ \t:(<\[]{0,8}\n?[ \t:(<\[]{0,8}(https?://[^\s<>()\[\]]{1,2000})",
    re.IGNORECASE,
)
_TRACKED: Final = re.compile(
    r"/(?:redirect|track(?:ing)?|click|ss/c|ls/click|e/c|c/ej[a-z0-9]|f/a|wf/click|r/\w{20}|cl0)\b"
    r"|^https?://(?:(?:e?mail|click|clicks|links?|trk|track|tracking|t|r|e|go|url\d+|u\d+|email\.mg\d?)"
    r"\.)|list-manage\.com|mailchimpapp|[?&](?:token|j|jwt)=ey",
    re.IGNORECASE,
)
"""Addresses that count who follows them, and end some day: no address of a page."""
_PERSONAL: Final = re.compile(
    r"utm_\w+|mc_[ce]id|e|_bhlid|bhcl_id|_bhiiv|ck_subscriber_id|token|isFreemail|triedRedirect|email"
    r"|subscriber_?id|_hsmi|_hsenc|mkt_tok|vero_\w+|s_cid",
    re.IGNORECASE,
)
"""Parameters by which a sender knows who reads."""
_YEARS: Final = range(1971, 2101)
"""Those in which mail was sent; clocks that were not set say others."""
_SEARCHED: Final = 200_000
_MOST_LINKS: Final = 400
_LONGEST_LABEL: Final = 400
_HOME: Final = frozenset(("", "archive", "archives", "about", "subscribe"))


class Sender(NamedTuple):
    """Who a message is from; parts that it does not say are empty."""

    name: str
    address: str


def of_message(header: Message, html: str = "", text: str = "") -> PageFacts:
    """The facts of the article in a message; `html` and `text` are its bodies as they were sent."""
    sender = sender_of(mime.raw_line(header, "From") or mime.raw_line(header, "Sender"))
    author, place = _named(sender)
    url = _stated_address(header) or linked_page(html, text)
    source = _list_name(header) or place or ("" if url else _domain(sender.address))
    return container_facts(
        [
            (FactName.TITLE, title_of(mime.line(header, "Subject"))),
            (FactName.AUTHOR, author or sender.address),
            (FactName.SITE, source),
            (FactName.DATE, date_of(header)),
            (FactName.URL, url),
            (FactName.LANGUAGE, mime.line(header, "Content-Language")),
            *((FactName.KEYWORD, word) for word in mime.line(header, "Keywords").split(",")),
        ]
    )


def is_forwarded(header: Message) -> bool:
    """Whether the subject says that somebody sent on what another wrote."""
    return _FORWARDED.match(mime.line(header, "Subject")) is not None


def title_of(subject: str) -> str:
    """A subject without the marks that sending a message on adds."""
    for _ in range(5):
        found = _FORWARDED.match(subject)
        if found is None:
            break
        subject = subject[found.end() :]
    return subject


def sender_of(field: str) -> Sender:
    """Name and address of the first sender in a field as it is written (RFC 5322, 3.4).

    `Ann <ann@x>`, `"Reed, Ann" <ann@x>`, `ann@x (Ann)`, `ann@x`, each with encoded words.
    """
    written, address = _bracketed(field)
    if address:
        name = _name(written)
        return Sender("" if name == address else name, address)
    before, _, rest = field.partition("(")
    comment, end, _ = rest.partition(")")
    if end and _is_mailbox(before.strip()):
        return Sender(_name(comment), before.strip())
    bare = _name(field)
    return Sender("", bare) if _is_mailbox(bare) else Sender(bare, "")


def _is_mailbox(text: str) -> bool:
    return "@" in text and " " not in text


def _bracketed(field: str) -> tuple[str, str]:
    """What stands before the first address in angle brackets, and the address; else two empty."""
    before, _, rest = field.partition("<")
    address, end, _ = rest.partition(">")
    address = address.strip()
    is_address = bool(end) and bool(address) and " " not in address
    return (before.strip(" ,"), address) if is_address else ("", "")


def date_of(header: Message) -> str:
    """When a message was sent, in ISO 8601 where that can be read; else as it is written.

    Without a date, when it came: the last field that a server added says so.
    """
    from email.utils import parsedate_to_datetime

    fields = [mime.line(header, "Date"), mime.line(header, "Delivery-Date")]
    fields.append(mime.raw_line(header, "Received").rpartition(";")[2].strip())
    for written in filter(None, fields):
        try:
            sent = parsedate_to_datetime(written)
        except (ValueError, OverflowError, TypeError, IndexError):
            return written
        if sent.year in _YEARS:
            return sent.isoformat()
    return ""


def linked_page(html: str, text: str) -> str:
    """The page of a newsletter on the web, as its link `View in browser` has it; else empty.

    Links that count who follows them are none that lead to an article for good.
    """
    for label, address in _links(html[:_SEARCHED]):
        if _VIEW.search(label) and (url := _lasting(address)):
            return url
    found = _VIEW_IN_TEXT.search(text[:_SEARCHED])
    return _lasting(found[1].rstrip(".,;")) if found else ""


def _name(written: str) -> str:
    """A display name as it reads: its words decoded, without quotation marks around it."""
    name = header_words.decoded(written.replace('\\"', '"').replace("\\\\", "\\")).strip()
    for _ in range(2):
        if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
            name = name[1:-1].strip()
    return " ".join(name.split())


def _named(sender: Sender) -> tuple[str, str]:
    """Author and place of publication in the name of a sender: `Ann Reed from The Weir`."""
    for pattern in (_VIA, _FROM):
        if found := pattern.fullmatch(sender.name):
            return found[1].strip(" '\""), found[2].strip(" '\"")
    last, comma, first = sender.name.partition(", ")
    if comma and len(last.split()) == 1 and 1 <= len(first.split()) <= 2 and "." not in first:
        return f"{first} {last}", ""  # as Exchange has names
    return sender.name, ""


def _list_name(header: Message) -> str:
    """The name of the list that a message came by (RFC 2919); of one without a name, its id."""
    field = mime.line(header, "List-Id")
    written, name = _bracketed(field)
    phrase, name = (_name(written), name) if name else ("", field)
    if phrase and not _MACHINE.search(phrase):
        return phrase
    is_host = "." in name and " " not in name and not _MACHINE.search(name)
    return name if is_host and len(name) <= _LONGEST_LABEL // 4 else ""


def _domain(address: str) -> str:
    """The host of a sender's address, without the servers in front; empty where anybody has one."""
    host = address.rpartition("@")[2].casefold().strip(".")
    host = _SERVERS.sub("", host, count=1) if _SERVERS.match(host) else host
    return "" if _OF_ANYBODY.fullmatch(host) else host


def _stated_address(header: Message) -> str:
    """The page that the header names: the archived message (RFC 5064), the article of a feed."""
    for name in ("Archived-At", "X-RSS-URL", "X-Original-URL", "Content-Base", "Content-Location"):
        value = mime.line(header, name).strip("<>")
        if _URL.fullmatch(value):
            return value
    # Substack names the post where others name the address of the list.
    found = _BRACKETED.search(mime.line(header, "List-Post"))
    return _lasting(found[1]) if found else ""


def _links(html: str) -> Iterator[tuple[str, str]]:
    """The labels and addresses of the first links."""
    for number, found in enumerate(_LINK.finditer(html)):
        if number >= _MOST_LINKS:
            return
        href = _HREF.search(found[1])
        end = html.find("</a", found.end(), found.end() + 4 * _LONGEST_LABEL)
        if href is None or end < 0:
            continue
        label = " ".join(unescape(_TAG.sub(" ", html[found.end() : end])).split())
        if len(label) <= _LONGEST_LABEL // 4:
            yield label, unescape(href[1] or href[2]).strip()


def _lasting(address: str) -> str:
    """An address without what tells who follows it; empty if it leads to no page of its own."""
    if not _URL.fullmatch(address) or _TRACKED.search(address):
        return ""
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=50)
    except ValueError:
        return ""
    if parts.path.strip("/").casefold() in _HOME and not query:
        return ""
    kept = [pair for pair in query if not _PERSONAL.fullmatch(pair[0])]
    rest = parts.query if kept == query else urlencode(kept)
    return parts._replace(query=rest, fragment="").geturl()
