from __future__ import annotations

import pytest

from reader.document.facts import wechat
from reader.document.facts.fact import FactName, PageFacts
from reader.document.facts.page_facts import read

_PLACES = (
    '<h2 class="rich_media_title" id="activity-name"> 渡轮启航 </h2>'
    '<div class="rich_media_meta_list">{}</div><div id="js_content"><p>清晨启航。</p></div>'
)


def facts(script: str, places: str = "") -> PageFacts:
    return read(f"<html><body>{_PLACES.format(places)}<script>{script}</script></body></html>")


def all_of(found: PageFacts) -> tuple[str, str, str, str]:
    names = (FactName.TITLE, FactName.SITE, FactName.DATE, FactName.URL)
    return tuple(map(found.first, names))  # type: ignore[return-value]  # four of them


_ALL = (
    "渡轮启航",
    "海湾笔记",
    "2024-03-18T10:45:00+08:00",
    "https://mp.weixin.qq.com/s/AbC?a=1&b=2",
)


@pytest.mark.parametrize(
    "script",
    [
        (
            'var msg_title = "渡轮启航"; var nickname = "海湾笔记"; var ct = "1710729900";'
            r' var msg_link = "https://mp.weixin.qq.com/s/AbC?a=1\x26amp;b=2";'
        ),
        (
            "var msg_title = '渡轮启航'.html(false); var nickname = htmlDecode(\"海湾笔记\");"
            ' var ct="1710729900"*1; var msg_link = "https://mp.weixin.qq.com/s/AbC?a=1&amp;b=2";'
        ),
        (
            "window.msg_title = window.title = '渡轮启航' || ''; window.ct = '1710729900' || '';"
            "d.nick_name = (xml ? getXmlValue('nick_name.DATA') : '海湾笔记').html(false);"
            r"window.msg_link = 'https://mp.weixin.qq.com/s/AbC?a=1\x26b=2';"
        ),
        (
            "window.cgiDataNew = { nick_name: JsDecode('海湾笔记'), title: JsDecode('渡轮启航'),"
            " ori_create_time: '1710729900' * 1,"
            r" link: JsDecode('https://mp.weixin.qq.com/s/AbC?a=1\x26amp;b=2') };"
        ),
    ],
)
def test_every_template_states_the_four_facts_in_its_script(script: str) -> None:
    assert all_of(facts(script)) == _ALL


def test_the_moment_in_the_script_is_trusted_before_a_date_that_was_frozen() -> None:
    found = facts('var ct = "1710729900";', '<em id="publish_time">昨天</em>')
    assert found.first(FactName.DATE) == "2024-03-18T10:45:00+08:00"


def test_without_a_script_what_is_shown_is_read() -> None:
    places = (
        '<em id="post-date" class="rich_media_meta rich_media_meta_text">2016-12-02</em>'
        '<em class="rich_media_meta rich_media_meta_text">王小明</em>'
        '<a class="rich_media_meta rich_media_meta_nickname" id="post-user">海湾笔记</a>'
        '<em class="rich_media_meta rich_media_meta_text rich_media_meta_nickname">海湾笔记</em>'
    )
    found = facts("", places)
    assert found.first(FactName.AUTHOR) == "王小明"
    assert found.first(FactName.SITE) == "海湾笔记"
    assert found.first(FactName.DATE) == "2016-12-02"


def test_what_libraries_assign_to_the_same_names_is_not_the_account() -> None:
    script = (
        'n.nickname="data-miniprogram-nickname"; var nick_name = "微信广告"; var ct = {a: 1};'
        'var nickname = "海湾笔记";'
    )
    found = facts(script)
    assert (found.first(FactName.SITE), found.first(FactName.DATE)) == ("海湾笔记", "")


def test_an_account_may_have_the_name_of_its_author() -> None:
    found = facts('var nickname = "王小明"; var author = "王小明";')
    assert (found.first(FactName.SITE), found.first(FactName.AUTHOR)) == ("王小明", "王小明")


def test_one_mark_makes_no_article_of_an_account() -> None:
    assert not wechat.is_wechat("<p>https://mp.weixin.qq.com/s/AbC</p>")
    assert wechat.is_wechat('<div class="rich_media_content" id="js_content">')
