from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.document.html import clean
from reader.document.html.article import controls

PARAGRAPH = "<p>The ferry crosses the bay in the morning and comes back at night.</p>"


def text(html: str, *, page: bool = True) -> str:
    body = clean.parse(html).body
    assert body is not None
    controls.remove(body, page=page)
    return " ".join(body.text(deep=True, separator=" ").split())


@pytest.mark.parametrize(
    "control",
    [
        "<a href='#main'>Skip to main content</a>", "<div>Advertisement</div>",
        "<p>ADVERTISEMENT</p>", "<div>5 min read</div>", "<span>Reading time: 12 minutes</span>",
        "<div>Listen to this article</div>", "<div>[<a href=/e>edit</a>]</div>",
        "<div>[编辑]</div>", "<div>[ 編輯 ]</div>", "<div><a>Copy code</a></div>",
        "<div>复制代码</div>",
        "<div><span>点赞</span> <span>收藏</span> <span>在看 12</span></div>",
        "<div>分享 · 收藏 · 转发</div>", "<section><p>微信扫一扫 关注该公众号</p></section>",
        "<p>点击上方“蓝字”关注我们</p>", "<div>分享到：</div>", "<p>长按二维码关注公众号</p>",
        "<div>阅读 1.2万</div>", "<div>预计阅读 5 分钟</div>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", [True, False])
def test_controls_go_from_any_body(control: str, page: bool) -> None:
    assert text(f"{PARAGRAPH}{control}<p>End</p>", page=page).endswith("at night. End")


@pytest.mark.parametrize(
    "control",
    [
        "<div><a href=/s>Share on Facebook</a></div>", "<div><a href=/s>Tweet</a></div>",
        "<div><a href=/s>Subscribe</a></div>", "<div role=button>Follow</div>",
        "<div class=share-link>Share</div>", "<div><a href=/c>12 comments</a></div>",
        "<div><a href=/s>Share</a> <a href=/c>Copy link</a></div>",
        "<div><a href=/e>Edit this page on GitHub</a></div>", "<div><a>写回答</a></div>",
    ],
)  # fmt: skip
def test_words_that_prose_may_hold_go_from_links_and_buttons_of_pages(control: str) -> None:
    assert text(f"{PARAGRAPH}{control}<p>End</p>").endswith("at night. End")
    assert not text(f"{PARAGRAPH}{control}<p>End</p>", page=False).endswith("at night. End")


@pytest.mark.parametrize(
    "kept",
    [
        "<p>Share</p>", "<h2>Follow</h2>", "<p>It is a 5 min read, they say.</p>",
        "<p>Use <b>copy</b> for it.</p>", "<p>Please <a href=/s>share</a> it.</p>",
        "<section>用<span>复制</span>命令</section>",
        "<table><tr><td>Share</td><td>分享</td></tr></table>", "<pre>copy</pre>",
        "<blockquote>Advertisement</blockquote>", "<ul><li>Share</li><li>Save</li></ul>",
        "<p>他把收藏的邮票分享给大家。</p>", "<p>Edit</p>",
    ],
)  # fmt: skip
def test_words_of_the_text_stay(kept: str) -> None:
    before = text(f"<p>A</p>{kept}<p>B</p>", page=False)
    body = clean.parse(f"<p>A</p>{kept}<p>B</p>").body
    assert body is not None
    assert before == " ".join(body.text(deep=True, separator=" ").split())
    assert text(f"<p>A</p>{kept}<p>B</p>") == before


def test_the_mark_beside_a_heading_goes_and_its_target_stays() -> None:
    html = '<h2>Ferries</h2><a id="f" aria-label="Permalink: Ferries" href="#f"><svg></svg></a>'
    body = clean.parse(html).body
    assert body is not None
    controls.remove(body, page=True)
    link = body.css_first("#f")
    assert link is not None
    assert "href" not in link.attributes
    assert "aria-label" not in link.attributes


@pytest.mark.parametrize(
    ("image", "stays"),
    [
        ('<img src="a.png" width="16" height="16" alt="">', False),
        ('<img src="https://x.example/icon-share.svg">', False),
        ('<img class="avatar" src="a.png" alt="A face">', False),
        ('<img class="emoji" src="a.png" width="16" height="16" alt="😀">', True),
        ('<img src="a.png" width="20" height="20" alt="x^2 = y">', True),
        ('<img src="photo.jpg" width="600" height="400">', True),
        ('<img src="photo.jpg">', True),
    ],
)
def test_icons_are_no_pictures(image: str, stays: bool) -> None:
    body = clean.parse(f"<p>A</p><div>{image}</div>").body
    assert body is not None
    controls.remove(body, page=True)
    assert (body.css_first("img") is not None) == stays


@settings(max_examples=40)
@given(st.lists(st.text("The ferry,.分享收藏 12", min_size=90, max_size=200), max_size=5))
def test_no_paragraph_is_ever_removed(paragraphs: list[str]) -> None:
    html = "".join(f"<p>x{paragraph}x</p>" for paragraph in paragraphs)
    assert text(html) == " ".join(" ".join(f"x{p}x" for p in paragraphs).split())
