"""The words that stand around names in bylines, as patterns.

Bylines of news sites and blogs in English, Chinese, Japanese, Korean, German, French, Spanish,
Italian, Portuguese and Dutch; every repeat is bounded.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mon(?:day)?|tue(?:s|sday)?|"
    r"wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|"
    r"januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|"
    r"août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
    r"septiembre|octubre|noviembre|diciembre)"
)
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CAPITAL: Final = r"[^\W\d_a-z]"
_MARK: Final = r"[:：/／|｜丨┃●·]"
_BRACKET: Final = r"[\[【(（〔]?\s{0,3}"

LEAD_IN: Final = re.compile(
    r"^(?:(?i:[\w’' ]{0,30}\b)?(?i:written|words|story|text|posted|published|reported|contributed|"
    r"created|article|blog|post|a|submitted|authored|uploaded|presented)"
    r"\s{1,3}(?i:by)\b\s{0,3}[:：]?\s{0,3}"
    r"|(?i:by|from|autore?|autora|auteur|authors?|written|writer|words|text)\b\s{0,3}[:：]\s{0,3}"
    r"|(?i:by|authors?)\n"
    r"|(?i:by)\s{1,3}(?=\S)"
    r"|(?i:(?:(?:ein|eine|un|una)\s)?(?:veröffentlicht|publiziert|erstellt|geschrieben|verfasst|"
    r"gepostet|eingestellt|gespeichert|(?:zeige\s)?alle\sbeiträge|(?:gast)?beitrag|artikel|text|"
    r"kommentar|interview|bericht|publié|écrit|rédigé|posté|article|publicado|escrito|redactado|"
    r"pubblicato|scritto|a\scura|geschreven|geplaatst)\s(?:von|par|por|da|di|door))\s{1,3}(?=\S)"
    r"|(?i:text|interview|protokoll|bericht|reportage|analyse|kommentar|essay|"
    r"gastbeitrag|autor(?:in)?)"
    r"(?i:\s?(?:[,&+/]|und|and)\s?(?:text|interview|fotos?|photos?|bilder?))?"
    r"\s{0,3}[:：]\s{0,3}"
    rf"|(?:[Aa]uth?or(?:in)?|[Aa]uteur)\s{{1,3}}(?={_CAPITAL}\S{{0,40}}\s{_CAPITAL})"
    rf"|(?i:von|par|por|di|door|av|af)\b\s{{0,3}}(?:[:：]\s{{0,3}}|(?={_CAPITAL}\S{{0,40}}\s)))"
)
"""`By `, `Posted by: `, `Von ` before two words: `Von Miller` is a name."""
LABEL: Final = re.compile(
    rf"^{_BRACKET}(?:(?:本文|原文)?作\s{{0,3}}者|撰文|撰稿人?|撰写|执笔|執筆者?|\S{{0,8}}?记者|記者|著者|筆者|"
    rf"글쓴이|기자|投稿者|ライター)\s{{0,3}}(?:{_MARK}\s{{0,3}}|\s{{1,3}}(?=\S))"
    rf"|^{_BRACKET}(?:文字?|글)\s{{0,3}}{_MARK}\s{{0,3}}"
)
"""`作者：`, `文 | `, `本报记者 `."""
LABEL_WITHIN: Final = re.compile(
    r"(?<=\S)[\s|｜·]{1,3}(?:作者|撰文|记者|記者)\s?(?:[:：/]|\s)\s?(?=\S)"
)
LABEL_ALONE: Final = re.compile(
    r"^(?:(?:written |posted |words |text |published |story )?by|authors?|autor(?:in|en|es)?|"
    r"auteurs?|autore|von|par|por|作\s?者|撰文|"
    r"记者|記者|著者|筆者|ライター)\s?[:：]?$",
    re.IGNORECASE,
)
BY_WITHIN: Final = re.compile(r"(?:^|[\s|·•–—,])[Bb][Yy]:?\s{1,3}(?=[^\W\d_])")
OTHERS_WORK: Final = re.compile(
    rf"^{_BRACKET}(?:(?:责任|責任|本文|值班|执行|新媒体)?(?:编辑|編輯|责编|编审|审核|校对|监制|主编|翻译|编译|"
    r"摄影|图片|来源|來源|供图)|译者|訳者?)\s?(?:[:：/丨|]|\s|$)"
    r"|^(?:(?:medically |fact[- ]?)?(?:edited|reviewed|checked|translated|illustrated|photographed|"
    r"compiled|curated)|illustrations?|photos?|photograph(?:s|y)|pictures?|images?|art|video)"
    r"\sby\b",
    re.IGNORECASE,
)
"""How a line about whoever edited, translated or illustrated begins."""
ENDS: Final = re.compile(
    r"\s[|｜•·▪●/»–—−-]{1,3}(?:\s|$)|\s?[|｜•·▪●»\n\t]|\s{0,3}[—–]{1,2}\s{0,3}|\s[-–—]{2,3}|"
    r"[(（\[［【<{]|\b\d{1,3}\s{1,3}min|https?:|www\.|\s(?:on|at|in|for|of|via|from)\s|"
    rf"\b{_MONTH}\.?,?\s{{1,3}}\d|\b\d{{1,2}}\.?\s{{1,3}}{_MONTH}\b|(?<=\s){_WEEKDAY}\b|"
    rf"\b\d{{1,2}}\.\d{{1,2}}\.\d\d|(?-i:\sam(?=\s|$)|\s(?:um|vor|le|el|il|op|den)(?=\s{{1,3}}\d|$))|"
    r"\sim\sgespräch\b|\b(?:stand|veröffentlicht|publiziert|aktualisiert|zuletzt)\b|"
    r"\d{2,4}[-/.年]\d|\b\d{1,2}:\d\d|\b\d{1,2}\s?[ap]m\b|\b(?:19|20)\d\d\b|[!?！？。…]|"
    r"\b(?:updated?|published|posted|last\s(?:updated|modified)|modified|follow|view\s|see\s|"
    r"read\s|more\s(?:by|from)|share|e-?mail|illustrations?|illustrated|photos?|"
    r"photograph(?:s|y|ed)?|images?|videos?|graphics?|translat(?:ed|ion)|edited|contact|bio|about|"
    r"link\scopied|subscribe|comments?|visit|get\s|reviewed|fact|additional|special|full\s)\b|"
    r"\s?(?:责任|責任)?(?:编辑|編輯|责编|审核|校对|来源|來源)\s?[:：/丨]|"
    r"\s(?:發表|发表|发布|發佈|發布|更新|阅读|閱讀|浏览|瀏覽|评论|留言|关注|訂閱|订阅)",
    re.IGNORECASE,
)
"""Where the names in a line of text end."""
ENDS_STATED: Final = re.compile(
    rf"\s?[|｜•·\n]|\s{{0,3}}(?:on\s)?\b{_MONTH}\.?,?\s{{1,3}}\d{{1,2}}\b|\b\d{{4}}[-/.年]\d|<|"
    r"\b\d{1,2}\.\d{1,2}\.\d\d|(?-i:\sam(?=\s{1,3}\S{0,12}\s?\d|$)|\svor\s{1,3}\d)|"
    r"\s(?:發表|发表|发布|發佈|發布)",
    re.IGNORECASE,
)
"""Where they end in what is meant to name an author."""
IN_BRACKETS_AT_END: Final = re.compile(r"(?<=\S)\s{0,3}[(（][^()（）]{0,200}[)）]\s{0,3}$")
DASH: Final = re.compile(r"\s[-–—]{1,3}(?:\s|$)")
COMMA: Final = re.compile(r"\s{0,3}[,;，、；]\s{0,3}")
SPLITS: Final = re.compile(
    r"\s{0,3}[,;，、；]\s{0,3}(?:and\s|&\s?|und\s|et\s|y\s)?|\s{1,3}(?:and|und|et|en|och|og|y|e|"
    r"with|mit|avec|con)\s{1,3}|\s{0,3}[&＆]\s{0,3}|\s{1,3}\+\s{1,3}"
)
AND: Final = re.compile(
    r"\s{0,3}[,;，、；]?\s{0,3}(?:[&＆+]|(?:and|und|et|en|och|og|y|e|with|mit|avec|con)\s)"
)
AND_AT_START: Final = re.compile(r"^(?:and|&|und|et)\s")
EASTERN_SPLITS: Final = re.compile(
    r"(?<=[\u3400-\u9fff])\s?[/／和與与]\s?(?=[\u3400-\u9fff]{2,4}(?:\W|$))"
)
DEGREE: Final = re.compile(
    r"^(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|m\.?a|m\.?sc|b\.?a|esq|dds|rn|cfa|cpa|j\.?d|d\.?o|llb|"
    r"llm)\.?$",
    re.IGNORECASE,
)
ROLE: Final = re.compile(
    r"\b(?:editors?|reporters?|writers?|correspondents?|columnists?|contributors?|contributing|"
    r"producers?|directors?|professors?|fellow|scientist|engineers?|ceo|cto|cfo|coo|founders?|"
    r"co-founder|analysts?|journalists?|manager|president|chair(?:man|woman)?|authors?|specialist|"
    r"consultant|intern|critic|[es]?vp|vice|blogger|photographers?|guest|senior|chief|executive|"
    r"redakteur(?:in)?|autor(?:in)?|redacteur|rédact(?:eur|rice)|journaliste|redactora?|"
    r"periodista|special\sto|university|institute|magazine|newspaper|times|post|herald|tribune|"
    r"news|press|media|inc|ltd|llc|gmbh)\b|编辑|編集|記者|记者|编译|責任|责任|翻訳|译者|编者|通讯员|"
    r"\s(?:監訳|訳|译|編|绘|イラスト)$",
    re.IGNORECASE,
)
"""What says that a part of a byline tells what somebody is, or for whom they work."""
ROLE_WORD: Final = re.compile(
    r"^(?:senior|staff|chief|contributing|contributor|editors?|reporter|writer|correspondent|"
    r"columnist|producer|journalist|politics|redakteur(?:in)?)$",
    re.IGNORECASE,
)
EASTERN_NAME: Final = re.compile(r"^[\u3400-\u9fff]{2,4}$")
EASTERN_ROLE: Final = re.compile(
    r"(?:院长|教授|主任|研究员|记者|编辑|总编|主编|创始人|作者|博士|老师|总监|经理|律师|医生|学者|作家|专家|"
    r"院士)$"
)
NOBODY: Final = re.compile(
    r"^(?:\W{0,200}|admin(?:istrator)?|undefined|null|none|n/?a|nan|by|authors?|unknown|anonymous|"
    r"user|guest|root|webmaster|test|default|staff|editor(?:ial)?|false|true|no author|me|name|"
    r"your name|sign ?in|sign ?up|log ?in|log ?out|register|user ?name|search|menu|share|more|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|heute|gestern|hallo|interview|"
    r"essay|"
    r"(?:gast)?kommentare?|artikel von|beitrag|im wortlaut|ca|stand|zur person|autor(?:in)?|von|"
    r"teilen?|"
    r"(?:publiziert|veröffentlicht|erstellt) am|"
    rf"{_WEEKDAY}|on|in|at|of|for|to|posted|the|first ?name last ?name|email protected|image|photo|"
    r"link|home|follow|立即注册|新用户注册|注册|註冊|登录|登入|登錄|退出|忘记密码|会员|个人中心|個人中心|首页|"
    r"更多|关注|订阅|查看|主页|投稿|赞赏|收藏|分享|评论|转发|点赞|举报|ユーザーページ|ログイン|作者|佚名|匿名|"
    r"未知|管理员|小编|编辑|本站|网络|互联网|转载|原创)$",
    re.IGNORECASE,
)
"""What stands where a name should, and names nobody."""
COLLECTIVE: Final = re.compile(
    r"\b(?:staff|editors?|team|desk|newsroom|editorial(?: board)?|redaktion|rédaction|redacción|"
    r"inc|ltd|llc|gmbh|admin|contributors?)\b\.?$|(?:编辑部|編集部|编辑|小编|官方|网)$",
    re.IGNORECASE,
)
NOISE: Final = re.compile(
    r"\[email[ \u00a0]protected\]|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|https?://\S{1,2000}|"
    r"[\u200b-\u200f\u2060\ufeff]|\(\s{0,3}@\w{1,40}\s{0,3}\)|(?<=\S)\s@\w{1,40}\b|"
    r"\bView ORCID Profile",
    re.IGNORECASE,
)
ICON: Final = re.compile(r"[\ue000-\uf8ff]")
EDGES: Final = " \t,;:：.·•|｜/\\—–-_*~'\"“”‘’`«»()（）[]［］【】<>《》〈〉=+#"
WRITER: Final = re.compile(r"\s(?:著|文|撰文|氏)$")
