from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text

SAID = "The ferry leaves at seven from the old quay, whatever the weather may be, and is late."


@pytest.mark.parametrize(
    "page",
    [
        (
            f"<table id=hnmain><tr><td class=rank>1.<td>wren<div>{SAID}</div>"
            "<p class=reply><u><a href=reply?id=1>reply</a></u></table>"
        ),
        (
            "<div role=main><div class='adn ads' data-message-id='#m'><div class=gE><b>wren</b>"
            f"<span class=hb>to <b>me</b></span></div><div class=a3s>{SAID}</div></div></div>"
        ),
        (
            f"<div id=mastodon><p><b>wren</b></p><div class=status__content><p>{SAID}</p></div>"
            "<div><a class=detailed-status__link href=/1>50</a></div></div>"
        ),
        (
            "<div class=commentarea><div class='thing comment'><p>wren <a class=expand>[–]</a></p>"
            f"<p>{SAID}</p><ul class='flat-list buttons'><li>permalink<li>report</ul></div></div>"
        ),
    ],
)
def test_what_was_said_stays_without_the_controls(page: str) -> None:
    text = plain_text(f"<html><body>{page}</body></html>", BodyKind.HTML_DOCUMENT)
    assert text.split() == ["wren", *SAID.split()]


def test_elsewhere_such_names_are_nothing() -> None:
    page = f"<html><body><p>{SAID}</p><table><tr><td class=rank>1.<td>wren</table></body></html>"
    assert "1." in plain_text(page, BodyKind.HTML_DOCUMENT)
