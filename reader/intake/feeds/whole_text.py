"""Whether a feed has an entry's whole text, or only what makes one want to read it.

No form of feed says so. An element that is made for the content holds it unless it breaks off;
a description, which is made for a summary, holds it if it is as long as articles are.
"""

from __future__ import annotations

import re
from typing import Final

from reader.text.length import count

_TAIL: Final = 300
"""Characters at the end of a text in which it breaks off."""
_APPEARED: Final = re.compile(
    r"(?:The post|Der Beitrag|L’article|L'article|La entrada|O post|L'articolo|Het bericht|Запись)"
    r" .{0,250} (?:appeared first on|erschien zuerst auf|est apparu en premier sur|aparece primero"
    r" en|apareceu primeiro em|proviene da|verscheen eerst op|впервые появилась) .{0,100}$",
    re.DOTALL,
)
"""What WordPress writes under each entry, whole or not."""
_MORE: Final = re.compile(
    r"(?:…|\.\.\.|。。。|\[…\]|\[\.\.\.\]|\(more\)|read\s+(?:the\s+)?(?:more|on|rest|full\b.{0,40})"
    r"|continue\s+reading.{0,120}|keep\s+reading|full\s+(?:story|article|post)|more\s*(?:»|→|>)"
    r"|(?:阅读|閱讀|查看|展开|展開)(?:全文|更多|余下.{0,10}|剩余.{0,10})|(?:继续|繼續)(?:阅读|閱讀)"
    r"|続きを(?:読む|見る)|もっと(?:読む|見る)|더\s?보기|계속\s?읽기|lire\s+(?:la\s+suite|plus)"
    r"|weiterlesen|mehr\s+lesen|leer\s+más|seguir\s+leyendo|sigue\s+leyendo|leggi\s+(?:tutto|di\s+più)"
    r"|continua\s+a\s+leggere|(?:ler|leia)\s+mais|continue\s+(?:a\s+ler|lendo)|читать\s+(?:далее|дальше"
    r"|полностью)|подробнее|lees\s+(?:verder|meer)|läs\s+(?:mer|vidare)|les\s+mer|læs\s+mere|lue\s+lisää"
    r"|czytaj\s+(?:więcej|dalej)|číst\s+dál|devamını\s+oku|xem\s+thêm|đọc\s+tiếp|اقرأ\s+المزيد|المزيد)"
    r"[\s.…»›→>)\]]*$",
    re.IGNORECASE,
)
_BLOCK: Final = re.compile(
    r"<(?:p|br|h[1-6]|li|pre|table|blockquote|figure)(?=[\s/>])", re.IGNORECASE
)
_LEAST: Final = 40
"""Words, or half of the characters of Chinese, below which content is a mere caption."""
_BREAKS_OFF: Final = 500
"""Words of a text that may break off at its end; a longer one ends so because its author likes."""
_ARTICLE: Final = 120
"""Words of a description in paragraphs that is an article."""
_LONG: Final = 400
"""Words of a description without paragraphs that is one."""


def is_whole_content(text: str) -> bool:
    """Whether the words of an element made for the content are all that there is."""
    length = _length(text)
    return length >= _LEAST and (length > _BREAKS_OFF or not _breaks_off(text))


def is_whole_description(markup: str, text: str) -> bool:
    """Whether a description, here with its words, is the article."""
    length = _length(text)
    if length < _ARTICLE or (length <= _BREAKS_OFF and _breaks_off(text)):
        return False
    return length >= _LONG or len(_BLOCK.findall(markup, 0, 100_000)) >= 3


def _length(text: str) -> int:
    counted = count(text)
    return counted.words + counted.characters // 2


def _breaks_off(text: str) -> bool:
    tail = _APPEARED.sub("", text[-_TAIL * 2 :].rstrip()).rstrip()
    return _MORE.search(tail[-_TAIL:]) is not None
