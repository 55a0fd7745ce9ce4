"""Every real file at hand: what HTML says is in the Markdown."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from pathlib import Path

import pytest

from reader.document.body_kind import BodyKind, detect
from reader.document.html import clean, tag_stripping
from reader.document.html.article import main_content
from reader.document.to_markdown import to_markdown
from tests.conftest import SHARED

FILES = sorted(
    path
    for folder in ("corpus", "samples")
    for path in (SHARED / folder).rglob("*")
    if path.is_file()
)
_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u06ff]+|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*\n", re.DOTALL)
pytestmark = pytest.mark.skipif(
    not FILES, reason="no ../shared with real files beside the checkout"
)


def codec(path: Path) -> str:
    """What the folder `charset-tests` calls the file's encoding: `KOI8-R`, `iso-8859-5-russian`."""
    if "charset-tests" not in path.parts:
        return "utf-8"
    label = path.name.split("__")[2]
    for name in (label, label.rpartition("-")[0], label.replace("Mac", "mac-")):
        try:
            return codecs.lookup(name).name
        except LookupError:
            continue
    return "utf-8"


def read(path: Path) -> str:
    text = path.read_bytes().decode(codec(path), errors="replace")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    found = _FRONT_MATTER.match(text)
    return text[found.end() :] if found else text


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def share_kept(source: str, markdown: str) -> float:
    wanted = words(source)
    total = sum(wanted.values())
    return 1 - sum((wanted - words(markdown)).values()) / total if total else 1.0


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_word_is_lost(path: Path) -> None:
    body = read(path)
    kind = detect(body)
    converted = to_markdown(body, kind)
    assert converted.notices == ()
    if kind in (BodyKind.HTML, BodyKind.HTML_DOCUMENT):
        root = clean.parse(body).body
        assert root is not None
        root = main_content.content(root, kind)
        assert share_kept(tag_stripping.block_text(root), converted.markdown) >= 0.98
    elif kind in (BodyKind.MARKDOWN, BodyKind.TEXT):
        # What goes are tags of site generators only: `{% raw %}`.
        assert share_kept(body, converted.markdown) >= 0.95
    elif kind is BodyKind.FEED:
        titles = re.findall(r"<item[\s>].{0,500}?<title>([^<>&]+)</title>", body, re.DOTALL)
        assert share_kept(" ".join(titles), converted.markdown) >= 0.98
