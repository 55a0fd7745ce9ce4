"""The names of people in a byline, told from what else stands there.

`By Ann Ray and Bo Lee, staff writers | 3 March 2024 · 5 min read` names two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from reader.document.facts.fact import line

_LONGEST_LINE: Final = 4_000
_LONGEST_NAME: Final = 60
_LONGEST_META: Final = 200
_LONGEST_STATED: Final = 150
_LONGEST_EASTERN: Final = 12
_MOST_WORDS: Final = 7
_MOST_PEOPLE: Final = 100

_MONTHS: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|"
    r"wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_LEAD_IN: Final = re.compile(
    r"^(?:(?i:[\w’' ]{0,30}\b)?(?i:written|words|story|text|posted|published|reported|contributed|"
    r"created|article|blog|post|a|submitted|authored|uploaded|presented)"
    r"\s{1,3}(?i:by)\b\s{0,3}[:：]?\s{0,3}"
    r"|(?i:by|from|autore?|autora|auteur|authors?|written|writer|words|text)\b\s{0,3}[:：]\s{0,3}"
    r"|(?i:by|authors?)\n"
    r"|(?i:by)\s{1,3}(?=\S)"
    r"|(?i:von|par|por|di|door|av|af)\b\s{0,3}(?:[:：]\s{0,3}|(?=[^\W\d_a-z]\S{0,40}\s)))"
)
_LABEL: Final = re.compile(
    r"^[\[【(（〔]?\s{0,3}(?:(?:本文|原文)?作\s{0,3}者|撰文|撰稿人?|撰写|执笔|執筆|\S{0,8}?记者|記者|著者|筆者|執筆者?|"
    r"글쓴이|기자|投稿者|ライター)\s{0,3}(?:[:：/／|｜丨┃●·]\s{0,3}|\s{1,3}(?=\S))"
    r"|^[\[【(（〔]?\s{0,3}(?:文字?|글)\s{0,3}[:：/／|｜丨┃●·]\s{0,3}"
)
_LABEL_WITHIN: Final = re.compile(r"(?<=\S)[\s|｜·]{1,3}(?:作者|撰文|记者|記者)\s?(?:[:：/]|\s)\s?(?=\S)")
_OTHERS_WORK: Final = re.compile(
    r"^[\[【(（]?\s?(?:(?:责任|責任|本文|值班|执行|新媒体)?(?:编辑|編輯|责编|编审|审核|校对|监制|主编|翻译|编译|摄影|"
    r"图片|来源|來源|供图)|译者|訳者?)\s?(?:[:：/丨|]|\s|$)"
    r"|^(?:(?:medically |fact[- ]?)?(?:edited|reviewed|checked|translated|illustrated|photographed|"
    r"compiled|curated)|illustrations?|photos?|photograph(?:s|y)|pictures?|images?|art|video)\sby\b",
    re.IGNORECASE,
)
"""Lines about whoever edited, translated or illustrated."""
_LEAD_IN_LINE: Final = re.compile(
    r"^(?:(?:written |posted |words |text |published |story )?by|authors?|von|par|por|作\s?者|撰文|记者|"
    r"記者|著者|筆者|ライター)\s?[:：]?$",
    re.IGNORECASE,
)
_BY_WITHIN: Final = re.compile(r"(?:^|[\s|·•–—,])[Bb][Yy]:?\s{1,3}(?=[^\W\d_])")
_ENDS: Final = re.compile(
    r"\s[|｜•·▪●/»–—−-]{1,3}(?:\s|$)|\s*[|｜•·▪●»\n\t]|\s{0,3}[—–]{1,2}\s{0,3}|\s[-–—]{2,3}|"
    r"[(（\[［【<{]|\b\d{1,3}\s{1,3}min|https?:|www\.|"
    rf"\s(?:on|at|in|for|of|via|from)\s|\b{_MONTHS}\.?,?\s{{1,3}}\d|\b\d{{1,2}}\s{{1,3}}{_MONTHS}\b|"
    r"\b(?:updated?|published|posted|last|modified|follow|view|see|read|more|share|e-?mail|"
    r"illustrations?|illustrated|photos?|photograph(?:s|y|ed)?|images?|videos?|graphics?|"
    r"translat(?:ed|ion)|edited|published:|contact|bio|about|link|copied|subscribe|comments?|"
    r"visit|get|am|pm|reviewed|fact|additional|special|full)\b|"
    r"(?<=\s)(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\d{2,4}[-/.年]\d|\b\d{1,2}:\d\d|\b(?:19|20)\d\d\b|[!?！？。…]|"
    r"\s?(?:责任|責任)?(?:编辑|編輯|责编|审核|校对|来源|來源)\s?[:：/丨]|"
    r"\s(?:發表|发表|发布|發佈|發布|更新|阅读|閱讀|浏览|瀏覽|评论|留言|关注|訂閱|订阅)",
    re.IGNORECASE,
)
_ENDS_STATED: Final = re.compile(
    rf"\s*[|｜•·\n]|\s{{0,3}}(?:on\s)?\b{_MONTHS}\.?,?\s{{1,3}}\d{{1,2}}\b|\b\d{{4}}[-/.年]\d|<|\s(?:發表|发表|发布|發佈|發布)",
    re.IGNORECASE,
)
_AT_END: Final = re.compile(r"(?<=\S)\s{0,3}[(（][^()（）]{0,200}[)）]\s{0,3}$")
_DASH: Final = re.compile(r"\s[-–—]{1,3}(?:\s|$)")
_SPLITS: Final = re.compile(
    r"\s{0,3}[,;，、；]\s{0,3}(?:and\s|&\s?|und\s|et\s|y\s)?|\s{1,3}(?:and|und|et|en|och|og|y|e|with|"
    r"mit|avec|con)\s{1,3}|\s{0,3}[&＆]\s{0,3}|\s{1,3}\+\s{1,3}"
)
_CJK_SPLITS: Final = re.compile(r"(?<=[\u3400-\u9fff])\s?[/／和與与]\s?(?=[\u3400-\u9fff]{2,4}(?:\W|$))")
_DEGREE: Final = re.compile(
    r"^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?a|m\.?sc|b\.?a|esq|dds|rn|cfa|cpa|j\.?d|d\.?o|llb|llm)\.?$",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"\b(?:editors?|reporters?|writers?|correspondents?|columnists?|contributors?|contributing|"
    r"producers?|directors?|professors?|fellow|scientist|engineers?|ceo|cto|cfo|coo|founders?|"
    r"co-founder|analysts?|journalists?|manager|president|chair(?:man|woman)?|author|authors|"
    r"specialist|consultant|intern|critic|[es]?vp|vice|blogger|photographers?|guest|senior|chief|executive|"
    r"redakteur(?:in)?|autor(?:in)?|redacteur|rédact(?:eur|rice)|journaliste|redactora?|"
    r"periodista|special\sto|university|institute|magazine|newspaper|times|post|herald|tribune|"
    r"news|press|media|inc|ltd|llc|gmbh)\b|编辑|編集|記者|记者|编译|責任|责任|翻訳|译者|编者|通讯员|\s(?:監訳|訳|译|編|绘|イラスト)$",
    re.IGNORECASE,
)
_ROLE_WORD: Final = re.compile(
    r"^(?:senior|staff|chief|contributing|contributor|editors?|reporter|writer|correspondent|"
    r"columnist|producer|journalist|politics|redakteur(?:in)?)$",
    re.IGNORECASE,
)
_EASTERN_NAME: Final = re.compile(r"^[\u3400-\u9fff]{2,4}$")
_EASTERN_ROLE: Final = re.compile(
    r"(?:院长|教授|主任|研究员|记者|编辑|总编|主编|创始人|作者|博士|老师|总监|经理|律师|医生|学者|作家|专家|院士)$"
)
_AND: Final = re.compile(r"\s{0,3}[,;，、；]?\s{0,3}(?:[&＆+]|(?:and|und|et|en|och|og|y|e|with|mit|avec|con)\s)")
_NOBODY: Final = re.compile(
    r"^(?:\W*|admin(?:istrator)?|undefined|null|none|n/?a|nan|by|author|authors|unknown|anonymous|"
    r"user|guest|root|webmaster|test|default|staff|editor(?:ial)?|false|true|no author|me|name|"
    r"your name|sign ?in|sign ?up|log ?in|log ?out|register|user ?name|search|menu|share|more|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|on|in|at|of|for|to|posted|the|first ?name last ?name|email protected|image|photo|link|home|follow|"
    r"立即注册|新用户注册|注册|註冊|登录|登入|登錄|退出|忘记密码|会员|个人中心|個人中心|首页|更多|关注|订阅|查看|主页|"
    r"投稿|赞赏|收藏|分享|评论|转发|点赞|举报|ユーザーページ|ログイン|"
    r"作者|佚名|匿名|未知|管理员|小编|编辑|本站|网络|互联网|转载|原创)$",
    re.IGNORECASE,
)
_COLLECTIVE: Final = re.compile(
    r"\b(?:staff|editors?|team|desk|newsroom|editorial(?: board)?|redaktion|rédaction|redacción|"
    r"inc|ltd|llc|gmbh|admin|contributors?)\b\.?$|(?:编辑部|編集部|编辑|小编|官方|网)$",
    re.IGNORECASE,
)
_NOISE: Final = re.compile(
    r"\[email[ \u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|https?://\S{1,2000}|"
    r"[\u200b-\u200f\u2060\ufeff]|\(\s{0,3}@\w{1,40}\s{0,3}\)|(?<=\S)\s@\w{1,40}\b|"
    r"\bView ORCID Profile",
    re.IGNORECASE,
)
_ICON: Final = re.compile(r"[\ue000-\uf8ff]")
_EDGES: Final = " \t,;:：.·•|｜/\\—–-_*~'\"“”‘’`«»()（）[]［］【】<>《》〈〉=+#"
_LETTER: Final = re.compile(r"[^\W\d_]")
_WRITER: Final = re.compile(r"\s(?:著|文|撰文|氏)$")
_PARTICLES: Final = frozenset((
    "de", "la", "le", "du", "da", "das", "dos", "do", "di", "del", "della", "van", "von", "der",
    "den", "ten", "ter", "zu", "zur", "bin", "ibn", "al", "el", "af", "av", "the", "of", "y", "e",
    "and", "und", "ap", "san",
))  # fmt: skip
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TURNED: Final = re.compile(r"^(?P<last>[^\s,][^,]{0,40}),\s{0,3}(?P<first>[^\s,][^,]{0,40})$")


def people(text: str) -> tuple[str, ...]:
    """The names in a byline, without roles, places, dates and handles; none if it has none.

    A byline of several lines (`By`, `Ann Ray`, `Staff writer`) names in its first ones.
    """
    text = _ICON.sub("\n", _NOISE.sub(" ", text[:_LONGEST_LINE])).strip()
    text = "\n".join(filter(None, map(line, text.split("\n"))))
    if _OTHERS_WORK.match(text):
        return ()
    return tuple(dict.fromkeys(_named(_without_lead_in(text))))[:_MOST_PEOPLE]


def credited(value: str) -> tuple[str, ...]:
    """The names in a value that is meant to name the author; none if it is a placeholder.

    Less is cut than of a line of text: offices and pen names have any shape.
    """
    text = line(_NOISE.sub(" ", value[:_LONGEST_LINE]))
    text = _without_lead_in(_ICON.sub(" ", text))
    text = text[: end.start()] if (end := _ENDS_STATED.search(text)) and end.start() else text
    if (dash := _DASH.search(text)) and (not text[dash.end() :] or _ROLE.search(text[dash.end() :])):
        text = text[: dash.start()]
    text = _AT_END.sub("", text)
    names: list[str] = []
    for part in re.split(r"\s{0,3}[,;，、；]\s{0,3}", text):
        pieces = [piece for _, piece in _parts(re.sub(r"^(?:and|&|und|et)\s", "", part))]
        if not all(is_like_name(piece.strip(_EDGES)) for piece in pieces):
            pieces = [part]
        for piece in pieces:
            name = _bare(piece)
            if _DEGREE.match(name) or _NOBODY.match(name) or (names and _ROLE.search(name)):
                continue
            if name and _LETTER.search(name) and len(name) <= _LONGEST_STATED:
                names.append(_with_stop(_without_role(name), piece))
    return tuple(dict.fromkeys(names))[:_MOST_PEOPLE]


def joined(names: Iterable[str]) -> str:
    """Names as they are shown."""
    return ", ".join(dict.fromkeys(filter(None, names)))


def is_byline(text: str) -> bool:
    """Whether a line begins with the words that bring in an author."""
    return bool(_LEAD_IN.match(text) or _LABEL.match(text))


def from_label(text: str) -> str:
    """A line from where it names the author: `2024-03-09 | 作者：张三`; else the line."""
    match = _LABEL_WITHIN.search(text[:_LONGEST_META])
    return text[match.start() :].lstrip(" |｜·\u3000") if match else text


def is_lead_in(text: str) -> bool:
    """Whether a line is nothing but the words that bring in an author, who is on the next one."""
    return _LEAD_IN_LINE.match(text) is not None


def turned(name: str) -> str:
    """`Ann Ray` of `Ray, Ann`; else the name."""
    match = _TURNED.match(name)
    if match is None or _DEGREE.match(match["first"]):
        return name
    return f"{match['first'].strip()} {match['last'].strip()}"


def is_collective(name: str) -> bool:
    """Whether a name is that of an office rather than of a person: `Bay News Staff`."""
    return _COLLECTIVE.search(name) is not None


def is_role(name: str) -> bool:
    """Whether a text says what somebody is rather than who: `Opinion writer`."""
    return _ROLE.search(name) is not None


def is_like_name(name: str) -> bool:
    """Whether each word of a text begins as those of a name do."""
    words = name.split()
    if _CJK.search(name):
        return 2 <= len(name) <= _LONGEST_EASTERN and len(words) <= 4
    if not 2 <= len(words) <= 5:
        return False
    return all(word[:1].isupper() or word in _PARTICLES for word in words) and words[0][0].isupper()


def _without_lead_in(text: str) -> str:
    for pattern in (_LEAD_IN, _LABEL):
        if match := pattern.match(text):
            return _LEAD_IN.sub("", text[match.end() :], count=1)
    if (match := _BY_WITHIN.search(text[:300])) is not None:
        return text[match.end() :]
    return text


def _named(text: str) -> Iterator[str]:
    end = _ENDS.search(text)
    if end is not None and end.start() == 0:
        text = text[end.end() :]
        end = _ENDS.search(text)
    has_role = False
    is_first = True
    for mark, part in _parts(text[: end.start()] if end else text):
        name = _bare(part)
        if _DEGREE.match(name):
            continue
        if not is_first and _ROLE.search(name):
            has_role = True
        elif is_name(name) and not (has_role and not (_AND.match(mark) and is_like_name(name))):
            yield _with_stop(_without_role(name), part)
            is_first = has_role = False


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a list of names, each with the mark before it."""
    at = 0
    before = ""
    for mark in _SPLITS.finditer(text):
        following = text[mark.end() : mark.end() + 1]
        if _AND.match(mark[0]) and following.islower():
            continue
        yield from _eastern(before, text[at : mark.start()])
        at, before = mark.end(), mark[0]
    yield from _eastern(before, text[at:])


def _eastern(mark: str, part: str) -> Iterator[tuple[str, str]]:
    for piece in _CJK_SPLITS.split(part):
        yield mark, piece


def _without_role(name: str) -> str:
    """`Ann Ray` of `Ann Ray Senior Editor`, `张三` of `张三 某某大学教授`."""
    words = name.split()
    if len(words) > 1 and _EASTERN_NAME.match(words[0]) and _EASTERN_ROLE.search(words[-1]):
        return words[0]
    for index, word in enumerate(words[2:], 2):
        if _ROLE_WORD.match(word) and not (index == len(words) - 1 and is_collective(word)):
            return " ".join(words[:index])
    return name


def _bare(part: str) -> str:
    return _WRITER.sub("", part.strip(_EDGES))


def _with_stop(name: str, piece: str) -> str:
    """`Jr.` and `A. B.` keep their last full stop."""
    return f"{name}." if piece.strip().endswith(f"{name}.") and re.search(r"\b\w{1,2}$", name) else name


def is_name(name: str) -> bool:
    """Whether a text may be a name, or a pen name."""
    if not 0 < len(name) <= _LONGEST_NAME or len(name.split()) > _MOST_WORDS:
        return False
    return not _NOBODY.match(name) and _LETTER.search(name) is not None
