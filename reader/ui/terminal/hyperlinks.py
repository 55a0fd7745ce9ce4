"""Links that the terminal itself knows of (OSC 8): it shows where they lead, and opens them.

https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda says what may stand in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from reader.document.addresses import doubt_of_words, parse_address

LONGEST = 2_083
"""Characters that terminals built on VTE take; a longer link they drop."""
_BEFORE = ("linux", "dumb", "unknown", "vt", "ansi", "cons", "eterm", "sun", "screen")
"""What TERM begins with where the sequence may be printed; `screen` is tmux's too."""
_FIRST_SAFE_VTE = 5_001
"""VTE 0.50.0 crashes on links, and some before it print them."""
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


def shows_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether the terminal shows links or leaves them out, and prints nothing of them."""
    term, vte = environment.get("TERM", ""), environment.get("VTE_VERSION", "")
    if environment.get("FORCE_HYPERLINK") == "0" or not term:
        return False
    if term.startswith(_BEFORE) and not (term.startswith("screen") and environment.get("TMUX")):
        return False
    return not (vte.isdecimal() and len(vte) < 9 and int(vte) < _FIRST_SAFE_VTE)


def hyperlink(href: str, words: str = "") -> str:
    """The address to give a terminal, in ASCII; empty if it is to know of none.

    Only of the web or of mail, and nothing that a reader may take for another: nobody would ask.
    """
    address = parse_address(href)
    if address is None or address.doubt or doubt_of_words(words, address):
        return ""
    url = quote(address.url, safe=_PRINTABLE)
    return url if len(url) <= LONGEST else ""
