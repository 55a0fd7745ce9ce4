"""Every real file at hand: what HTML says is in the Markdown."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reader.document import clean, extract
from reader.document.convert import to_markdown
from reader.document.kind import BodyKind, detect

SHARED = Path(__file__).resolve().parents[4] / "shared"
FILES = sorted(
    path
    for folder in ("corpus", "samples")
    for path in (SHARED / folder).rglob("*")
    if path.is_file()
)
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u06ff]+|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*\n", re.DOTALL)
_LABELS = {"CP932": "cp932", "MacCyrillic": "mac-cyrillic", "TIS-620": "tis-620"}

pytestmark = pytest.mark.skipif(
    not FILES, reason="no ../shared with real files beside the checkout"
)


def read(path: Path) -> str:
    data = path.read_bytes()
    encoding = "utf-8"
    if "charset-tests" in path.parts:
        label = path.name.split("__")[2]
        encoding = _LABELS.get(label, label.removesuffix("-" + label.split("-")[-1]) or label)
        encoding = encoding if label.count("-") > 1 else _LABELS.get(label, label)
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        text = data.decode("utf-8", errors="replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    return text[found.end() :] if found else text


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_word_of_html_is_lost(path: Path) -> None:
    body = read(path)
    kind = detect(body)
    converted = to_markdown(body, kind)
    assert converted.notices == ()
    if kind not in (BodyKind.HTML, BodyKind.HTML_DOCUMENT):
        # What is no HTML is not converted but kept: its letters are all there.
        assert kind not in (BodyKind.TEXT, BodyKind.MARKDOWN) or sum(
            words(converted.markdown).values()
        ) >= 0.95 * sum(words(body).values())
        return
    root = clean.parse(body).body
    assert root is not None
    if kind is BodyKind.HTML_DOCUMENT:
        root = extract.main_node(root)
    source = words(root.text(deep=True, separator=" "))
    lost = source - words(converted.markdown)
    # Words that a tag cuts in two are whole in the result: count them as such.
    lost -= words(root.text(deep=True)) & Counter()
    whole = words(converted.markdown)
    missing = sum(n for word, n in lost.items() if not any(word in other for other in whole))
    assert missing <= 0.02 * sum(source.values()), list(lost)[:20]
