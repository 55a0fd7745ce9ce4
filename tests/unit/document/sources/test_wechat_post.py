from __future__ import annotations

import pytest

from reader.document.body_kind import BodyKind
from reader.document.plain_text import plain_text
from reader.document.sources.wechat_post import with_text
from reader.document.to_markdown import to_markdown

TEXT = (
    r"灯塔在夜里亮着。\x0a\x0a\x3ca href=\x22https://quay.example/a\x22\x3e船\x3c/a\x3e回来了\'。"
)
PICTURE = r"https://pic.example/1?wx_fmt=png\x26amp;from=a"


def page(kind: str = "8", shown: str = "", text: str = f"JsDecode('{TEXT}')") -> str:
    return (
        f"<!doctype html><html><body class='a'><p>账号</p>{shown}<script>"
        f"window.item_show_type = '{kind}' || '';\nvar d = {{ desc: '', content_noencode: {text},\n"
        "};\nwindow.picture_page_info_list = [\n{\n width: '8' * 1,\n  height: '9' * 1,\n"
        f"  cdn_url: '{PICTURE}',\n share_cover: {{ cdn_url: '', height: '0' * 1 }} }} ];\n"
        "</script></body></html>"
    )


@pytest.mark.parametrize("kind", ["8", "10"])
def test_a_post_is_read_from_the_script_that_has_it(kind: str) -> None:
    markdown = to_markdown(page(kind), BodyKind.HTML_DOCUMENT).markdown
    assert "灯塔在夜里亮着。\n\n[船](https://quay.example/a)回来了" in markdown
    assert "(https://pic.example/1?wx_fmt=png&from=a)" in markdown
    assert "灯塔在夜里亮着。\n船回来了'。" in plain_text(page(kind), BodyKind.HTML_DOCUMENT)


@pytest.mark.parametrize(
    "other",
    [
        page("0"),
        page(shown='<p id="js_image_desc" class="x">灯塔在夜里亮着。</p>'),
        page(text="JsDecode('')"),
        page(text="name('灯"),
        "<p>content_noencode</p>",
    ],
)
def test_other_pages_stay_as_they_are(other: str) -> None:
    assert with_text(other) == other


def test_a_page_without_a_body_begins_with_the_post() -> None:
    assert with_text(page().replace("<body class='a'>", "")).startswith(
        '<div id="js_content"><p>灯'
    )
