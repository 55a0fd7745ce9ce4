"""Shortcodes of WordPress, as exports of its posts have them, made what they show.

Pictures with a caption, players, links and listings; the frames of page builders go.
"""

from __future__ import annotations

import re
from html import escape

from reader.document.sources.code_parts import CODE

_LANGUAGES = "code|sourcecode|cc|highlight"
_SCAN = re.compile(
    rf"""
    (?P<code> {CODE} | <(?P<element>pre|code)\b[^<>]{{0,2000}}>(?:(?!</?(?P=element)\b)[\s\S])*+ )
  | \[(?:wp_)?caption\b(?P<options>[^\[\]\n]{{0,1000}})\]
        (?P<caption>(?:(?!\[/?(?:wp_)?caption\b)[\s\S])*+) \[/(?:wp_)?caption\]
  | \[(?P<listing>{_LANGUAGES})\b(?P<language>[^\[\]\n]{{0,300}})\](?!\()
        (?P<lines>(?:(?!\[/?(?P=listing)\b)[\s\S])*+) \[/(?P=listing)\]
  | \[embed\b[^\[\]\n]{{0,300}}\][ \t]*(?P<embedded>https?://[^\s\[\]<>"]{{1,2000}})[ \t]*\[/embed\]
  | \[(?:video|audio|youtube|vimeo)(?P<player>[ \t=][^\[\]\n]{{1,1000}})\](?![(\[:](?!/))
        (?:[ \t]*\[/(?:video|audio)\])?
  | \[(?:gallery|playlist)(?:[ \t]+\w+=[^\[\]\n]{{0,1000}})?[ \t]*/?\](?![(\[:])
  | \[/?(?:vc|et_pb|fusion|av|tve|cs|fl|wpb|elementor|su)_[\w]{{1,60}}
        (?:[ \t][^\[\]\n]{{0,2000}})?\](?![(:])
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_MEDIA = re.compile(
    r"\s*(?:<a\b[^<>]{0,3000}>\s*)?(?:<img\b[^<>]{0,5000}>|\[?!\[[^\[\]\n]{0,1000}\]\([^()\n]{0,3000}\)"
    r"(?:\]\([^()\n]{0,3000}\))?)(?:\s*</a\s*>)?",
    re.IGNORECASE,
)
_CAPTION_OPTION = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_SOURCE = re.compile(r"""<img\b[^<>]{0,3000}?\ssrc=(?:"([^"<>]+)"|'([^'<>]+)')""", re.IGNORECASE)
_MARKED = re.compile(r"[\[\]<>\\*_`&]")
_ADDRESS = re.compile(r"https?://[^\s\"'<>\[\]]{1,2000}")
_LANGUAGE = re.compile(r"""(?:lang(?:uage)?=)?["']?([A-Za-z][\w+#-]{0,20})["']?""")
_MARK = re.compile(
    r"\[(?:wp_)?caption|\[/(?:code|sourcecode|cc|highlight)\]|\[embed"
    r"|\[(?:video|audio|youtube|vimeo)[ =]|\[(?:gallery|playlist)\b"
    r"|\[/?(?:vc|et_pb|fusion|av|tve|cs|fl|wpb|elementor|su)_",
    re.IGNORECASE,
)
"""Without one of these nothing need be read."""


def expand(body: str, *, markdown: bool) -> str:
    """`body` without shortcodes, in Markdown or else in HTML. Linear in the length."""
    if not _MARK.search(body):
        return body

    def replace(match: re.Match[str]) -> str:
        if match["code"] is not None:
            return match[0]
        if match["caption"] is not None:
            return _figure(match, markdown=markdown)
        if match["lines"] is not None:
            return _listing(match["lines"], match["language"], markdown=markdown)
        address = match["embedded"]
        if match["player"]:
            found = _ADDRESS.search(match["player"])
            address = found[0] if found else ""
        return f'<a href="{address}">{address}</a>' if address else ""

    return _SCAN.sub(replace, body)


def _figure(match: re.Match[str], *, markdown: bool) -> str:
    """The picture with its caption; whatever else stands within stays too."""
    media = _MEDIA.match(match["caption"])
    option = _CAPTION_OPTION.search(match["options"])
    said = (option[1] or option[2]) if option else ""
    if media is None:
        return f"{match['caption']} {said}".strip()
    text = f"{said} {match['caption'][media.end() :].strip()}".strip()
    picture = media[0].strip()
    if "![" in picture:
        return f"\n\n{picture}\n\n<figcaption>{text}</figcaption>\n\n" if text else picture
    source = _SOURCE.search(picture)
    if markdown and source and text and not _MARKED.search(text):
        # Within Markdown an alternative that differs would stand beside the caption.
        return f"\n\n![{text}](<{source[1] or source[2]}>)\n\n"
    return f"\n\n<figure>{picture}<figcaption>{text}</figcaption></figure>\n\n"


def _listing(code: str, options: str, *, markdown: bool) -> str:
    named = _LANGUAGE.match(options.strip())
    language = named[1] if named else ""
    if not markdown:
        # The author's angle brackets: an editor has made references of them, or they are text.
        shown = code.strip("\r\n")
        shown = shown if "&lt;" in shown or "&gt;" in shown else escape(shown, quote=False)
        return f'<pre><code class="language-{language}">{shown}</code></pre>'
    if "\n" not in code:
        return f"`{code.strip()}`" if code.strip() and "`" not in code else code
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", code)), default=0))
    body = code.strip("\r\n")
    return f"\n\n{ticks}{language}\n{body}\n{ticks}\n\n"
