from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text
from reader.document.to_markdown import to_markdown

PAGE = """<!DOCTYPE html><html><head><title>泊位</title></head><body>
{place}
<p>向上滑动看下一个</p>
<script>
window.cgiDataNew = {{
  nick_name: JsDecode('港口旧事'),
  reprint_recommend_content_noencode: JsDecode('别人的话，比这里写的都长得多得多得多得多得多得多'),
  content_noencode: JsDecode('{text}'),
  picture_page_info_list: [
    {{
      cdn_url: JsDecode('https://mmbiz.qpic.cn/one/0?wx_fmt=png\\x26amp;from=appmsg'),
      width: '9' * 1,
      share_cover: {{
        cdn_url: JsDecode('https://mmbiz.qpic.cn/cover/0'),
      }},
    }},
    {{
      width: '9' * 1,
      height: '9' * 1,
      cdn_url: 'https://mmbiz.qpic.cn/two/0',
    }},
  ],
}};
</script></body></html>"""
PLACE = '<div id="js_content"><h1></h1><div>港口旧事</div><span>,</span></div>'
TEXT = r"今天码头上来了三条船\x26amp;一条驳船。\x0a船员都说风大。\x0a\x0a明天\x27照旧\x27出海。"


def shown(place: str, text: str = TEXT) -> str:
    return to_markdown(PAGE.format(place=place, text=text), BodyKind.HTML_DOCUMENT).markdown


def test_a_shared_text_stands_in_a_script() -> None:
    text = shown(PLACE)
    assert "今天码头上来了三条船&一条驳船。" in text.replace("&amp;", "&")
    assert "明天'照旧'出海。" in text
    assert "\n\n明天" in text
    assert "港口旧事" not in text
    assert "别人的话" not in text
    assert "滑动" not in text


def test_what_is_shown_is_searched() -> None:
    body = PAGE.format(place=PLACE, text=TEXT)
    lines = plain_text(body, BodyKind.HTML_DOCUMENT).split("\n")
    assert lines[-1] == "明天'照旧'出海。"


def test_shared_pictures_are_shown_once() -> None:
    text = shown("")
    assert "出海" in text
    assert text.count("/one/0?wx_fmt=png") == 1
    assert text.count("/two/0") == 1
    assert "cover" not in text


@pytest.mark.parametrize("end", ["", r"\x3c/div\x3e"])
def test_a_shared_article_is_markup(end: str) -> None:
    text = shown(
        PLACE,
        rf"\x3csection\x3e\x3cp\x3e第一段，今天港口来了三条船和一条驳船{end}，\x3cb\x3e很重\x3c/b\x3e。\x3c/p\x3e末尾",
    )
    assert "第一段" in text
    assert "很重" in text
    assert "末尾" in text


def test_a_page_that_shows_its_text_is_left_alone() -> None:
    article = f'<div id="js_content"><p>{"潮水退去以后才看得见礁石。" * 40}</p></div>'
    assert "出海" not in shown(article)


@pytest.mark.parametrize("text", ["", r"\x", "a\\", r"\ud83d", "<" * 50])
def test_what_is_no_text_breaks_nothing(text: str) -> None:
    body = PAGE.format(place=PLACE, text=text)
    assert "港口旧事" in to_markdown(body, BodyKind.UNCUT).markdown
