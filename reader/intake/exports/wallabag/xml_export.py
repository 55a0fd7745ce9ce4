"""wallabag's XML, `All articles.xml`: the fields of its JSON as elements, lists as items of them.

<response><item key="0"><is_archived>0</is_archived><title>…</title><url>…</url>
<tags><item key="0">…</item></tags><content><![CDATA[<p>…]]></content></item></response>

Later ones have `<result><entry>…` instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from reader.intake.exports.wallabag.entry import NAME, entry_of
from reader.intake.incoming import Incoming
from reader.intake.source_file import SourceFile, SourceForm
from reader.intake.syntax.xml import entry_stream
from reader.intake.syntax.xml.element_tree import text_of

_ENTRIES: Final = frozenset(("item", "entry"))
_LISTS: Final = frozenset(("tags", "annotations", "published_by"))
_START: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>?]{0,200}+\?>)?\s*+<(?:response|result)\s*+>\s*+<(?:item|entry)\b"
)
_FIELD: Final = re.compile(rb"<(?:is_archived|is_starred|hashed_url|domain_name)\b")
_MOST_LISTED: Final = 10_000


def is_xml_export(source: SourceFile) -> bool:
    return bool(_START.match(source.head) and _FIELD.search(source.head))


def read_xml_export(source: SourceFile) -> Iterator[Incoming]:
    """The entries. Raises ReaderError."""
    for number, entry in enumerate(entry_stream.entries(source.path, _ENTRIES), 1):
        fields = {child.tag: _value(child) for child in entry.element}
        yield entry_of(fields, number)


FORM: Final = SourceForm(NAME, is_xml_export, read_xml_export)


def _value(element: Element) -> object:
    """A text; of a list its items, which are texts or have fields."""
    if element.tag not in _LISTS:
        return text_of(element)
    return [
        {field.tag: text_of(field) for field in item} if len(item) else text_of(item)
        for item in element[:_MOST_LISTED]
    ]
