"""Strings that would act on a terminal, and a reader's world in which every string is like them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

SIGN = "6661"
"""A sign in every escape sequence of these strings; none of the reader's own has it."""
HOSTILE = (
    f"\x1b]0;{SIGN}\x07\x1b[{SIGN}m\x1b[{SIGN}J\x9b{SIGN}m\x9d0;{SIGN}\x9c\x1bP{SIGN}\x1b\\"
    "\x0e\x08\x7f\x84\u061c\u200e\u200f\u202a\u202e\u2066\u206a\ufeff\ufff9"
    "\U000e0001\U000e0041\U000e007f\U0001f3f4\U000e0068\U000e0069\U000e007f"
)
LINES = "\r\x0b\x0c\x85\u2028\u2029"
HOSTILE_LINE = f"{HOSTILE}{LINES}\t\n"
ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff"
    "\ufeff\U000e0000-\U000e007f]"
)
OWN_SEQUENCES = re.compile(
    r"\x1b\[[0-9;:]*m"  # colours
    r"|\x1b\[[0-9;]*[HJKABCDGX]"  # cursor, erasing
    r"|\x1b\[[?>=<]?[0-9;]*[hlu]"  # modes, keyboard protocol
    r"|\x1b\[[?>]?[0-9;]*\$?[cnpqt]"  # reports asked for, cursor's shape
    r"|\x1b[78=>]|\x1b\(B"
    r"|\x1b\]22;[a-z-]*\x07"  # the mouse's shape
    r"|\x1b\]8;id=-?\d+;(?:https?://|mailto:)[!-~]+\x1b\\|\x1b\]8;;\x1b\\"  # links
    r"|\x1b\]52;c;[A-Za-z0-9+/=]*\x07"  # copied: base64
)
"""Sequences of the reader and of Textual (ECMA-48, xterm's control sequences)."""


def acting(shown: str) -> list[str]:
    """What of a text that a terminal is given acts on it, or hides in it."""
    return [repr(found[0]) for found in ACTING.finditer(shown)]


def acting_bytes(written: bytes) -> list[str]:
    """Acting bytes of all that a terminal was sent, without our own sequences."""
    text = written.decode("utf-8", "surrogateescape")
    foreign = [found[0] for found in OWN_SEQUENCES.finditer(text) if SIGN in found[0]]
    left = OWN_SEQUENCES.sub("", text).replace("\r\n", "\n").replace("\n", "")
    # A progress bar goes back to the beginning of its line.
    return [*map(repr, foreign), *acting(left.replace("\r", ""))]


def hostile(word: str) -> str:
    return f"{word}{HOSTILE_LINE}{word}"


def hostile_name(word: str) -> str:
    """A hostile file name; with an ending it is an article."""
    return hostile(word)


GBK = os.fsdecode("乱码文件".encode("gbk"))


def _entities(text: str) -> str:
    return "".join(
        f"&#{ord(character)};" if ACTING.match(character) else character for character in text
    )


def _yaml(text: str) -> str:
    """A string of YAML and of TOML, by escapes: pure ASCII in the file."""
    escapes = (
        letter if " " <= letter <= "~" and letter not in '"\\' else f"\\U{ord(letter):08x}"
        for letter in text
    )
    return f'"{"".join(escapes)}"'


def _list(texts: list[str]) -> str:
    return f"[{', '.join(map(_yaml, texts))}]"


def front_matter(word: str) -> str:
    fields: dict[str, str | list[str]] = {
        "title": hostile(f"{word} title"),
        "author": hostile(f"{word} author"),
        "source": hostile(f"{word} source"),
        "tags": [hostile(f"{word} tag"), hostile("second")],
        "url": f"https://example.org/{hostile(word)}",
        "summary": hostile(word),
        "language": hostile("en"),
        "cover": hostile("cover.png"),
        hostile("key"): hostile("value"),
        "date": f"2021-03-0{1 + len(word) % 8}",
    }
    lines = (
        f"{_yaml(name)}: {_list(value) if isinstance(value, list) else _yaml(value)}"
        for name, value in fields.items()
    )
    return "---\n" + "\n".join(lines) + "\n---\n"


def markdown(word: str) -> str:
    h = hostile(word).replace("\n", " ")
    return f"""{front_matter(word)}
# {h}

First paragraph\twith {h} and *{h}* and `{h}` and [{h}](https://evil.example/{HOSTILE}?{word}).

[{h}](other%1b%5d0%3b{SIGN}%07.md) <https://example.com/{HOSTILE}> ![{h}](x{HOSTILE}.png)

![{h}](https://example.com/{HOSTILE}.png)

## Second {h}

> A quote {h}
>
> - an item {h}
> - [ ] a task {h}

```py{h}
code\t{h}
\tdef x(): return {json.dumps(h)}
```

    indented\t{h}

$$
x\ty {h}
$$

Inline $a\t{h}$ formula, a note[^n{word}], H~2~O, ==mark {h}==, ~~gone {h}~~, [^1].

[^n{word}]: The note {h}
[^1]: Another\t{h}

| Head {h} | Two |
|---|---|
| cell {h} | \t{h} |

Term {h}
:   Definition {h}

<div title="{_entities(h)}">html {_entities(h)} {h}</div>

<ruby>漢{_entities(h)}<rt>kan{_entities(h)}</rt></ruby>

<details><summary>{h}</summary>inside {h}</details>

***

### {_entities(h)}

Last {_entities(h)}
"""


def html(word: str) -> str:
    h = _entities(hostile(word))
    return f"""<!doctype html><html><head><title>{h}</title>
<meta name="author" content="{h}"><meta name="keywords" content="{h},two">
<meta property="og:site_name" content="{h}"><meta name="description" content="{h}">
<meta property="article:published_time" content="2020-01-02{h}">
<link rel="canonical" href="https://example.org/{h}"></head><body>
<h1>{h}</h1><p>Text {h} <b>{h}</b> <a href="https://example.org/{h}">{h}</a> <code>{h}</code></p>
<p>raw {hostile(word)}</p>
<pre><code class="language-{h}">pre {h}
\ttwo {hostile(word)}</code></pre>
<table><caption>{h}</caption><tr><th>{h}</th></tr><tr><td>{h}</td></tr></table>
<figure><img src="{h}.png" alt="{h}"><figcaption>{h}</figcaption></figure>
<blockquote>{h}</blockquote><ul><li>{h}</li></ul><dl><dt>{h}</dt><dd>{h}</dd></dl>
<video src="{h}" title="{h}"></video><iframe src="https://example.org/{h}" title="{h}"></iframe>
<math><mi>x{h}</mi></math><h2 id="{h}">{h}</h2><ruby>漢{h}<rt>kan{h}</rt></ruby><kbd>{h}</kbd>
</body></html>"""


FEED = f"""<?xml version="1.0"?><rss><channel><title>{_entities("feed")}</title><item>
<title>item \u202e\u2066 \x7f \u2028</title><description>{_entities("text")} \u202e \x7f \u2028
</description></item></channel></rss>"""


def make_library(folder: Path) -> Path:
    """Articles of every form; their names are as hostile as what is in them."""
    inner = folder / hostile_name("folder") / GBK
    inner.mkdir(parents=True)
    for number, word in enumerate(("alpha", "beta")):
        where = inner if number else folder
        (where / f"{hostile_name(word)}.md").write_text(markdown(word), "utf-8")
        (where / f"{hostile_name(word)}.html").write_text(html(word), "utf-8")
        (where / f"{hostile_name(word)}.txt").write_text(
            f"{hostile(word)}\n\ntext {hostile(word)}\n"
        )
    (folder / f"{hostile_name('empty')}.md").write_bytes(b"")
    (folder / f"{hostile_name('binary')}.md").write_bytes(
        bytes(range(128, 256)) * 40 + b"\0" * 4000
    )
    (folder / f"{hostile_name('feed')}.xml").write_text(FEED, "utf-8")
    (folder / f"{hostile_name('copy')}.md").write_text(markdown("alpha"), "utf-8")
    (folder / f"{GBK}.md").write_text("没有标题的正文，在一个不是 UTF-8 的文件里。\n", "utf-8")
    (folder / f"{GBK}2.md").write_bytes(b"")
    return folder


def bookmarks(library: Path) -> dict[str, object]:
    def place(number: int, kind: str) -> dict[str, object]:
        path = library / f"{hostile_name('alpha')}.md"
        fields: dict[str, object] = {
            "id": hostile(f"id{number}"),
            "article": {
                "fingerprint": hostile("print"),
                "url": f"https://example.org/{hostile('u')}",
                "path": str(path) if number % 2 else str(library / "gone" / hostile("gone.md")),
                "title": hostile("title"),
                hostile("field"): hostile("value"),
            },
            "note": hostile("note"),
            "tags": [hostile("tag"), "plain"],
            "color": hostile("yellow"),
            "created": hostile("2021-01-01T00:00:00Z"),
            "updated": "2021-01-01T00:00:00Z",
            hostile("other"): [hostile("x"), {hostile("y"): hostile("z")}],
        }
        if kind != "article":
            fields["place"] = {"block": 1, "offset": 0}
            fields["quote"] = {
                "exact": hostile("First paragraph"),
                "prefix": hostile("p"),
                "suffix": hostile("s"),
            }
        if kind == "highlight":
            fields["end"] = {"block": 1, "offset": 9}
        return fields

    kinds = ("article", "place", "highlight", "article", "place", "highlight")
    return {"version": 1, "bookmarks": [place(n, kind) for n, kind in enumerate(kinds)]}


def searches() -> dict[str, object]:
    return {
        "version": 1,
        "searches": [
            {
                "id": hostile("one"),
                "name": hostile("name"),
                "query": hostile("text"),
                hostile("k"): 1,
            },
            {"id": "two", "query": hostile("alpha"), "created": hostile("2021")},
        ],
    }


def config(library: Path) -> str:
    """Every key is wrong in some way, and names itself in the complaint."""
    return f"""
{_yaml(hostile("unknown"))} = 1
theme = {_yaml(hostile("theme"))}
sort = {_yaml(hostile("sort"))}
measure = {_yaml(hostile("wide"))}
folders = [{_yaml(str(library))}, {_yaml(hostile("~nobody"))}]
"""
