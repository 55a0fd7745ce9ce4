"""Code in HTML, as its source."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.document.code_language import language_of_class
from reader.document.html.clean import attribute

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_GUTTER = frozenset(
    ("gutter", "gl", "lineno", "linenos", "line-numbers", "line-number", "linenodiv", "lnt", "ln",
     "hljs-ln-numbers", "rouge-gutter", "code-line-number", "copy-btn", "line-numbers-rows")
)  # fmt: skip
_CODE_CELL = (
    "td.code pre, td.rouge-code pre, td.rouge-code, .lntd + .lntd pre, td.code .container, td.code"
)
_LINE_BLOCKS = frozenset(("div", "li", "tr", "p"))
_LISTING = re.compile(r"(?:^|\s)(?:highlight|codehilite|sourceCode|syntaxhighlighter|rouge\w*|gist"
                      r"|highlight-source-\S+|language-\S+|crayon-\S+|hljs-ln|lntable)"
                      r"(?:\s|$)")  # fmt: skip
_NOT_LANGUAGES = frozenset((
    "highlight", "highlighter-rouge", "codehilite", "sourcecode", "syntaxhighlighter",
    "hljs", "rouge", "code", "pre", "src", "numberlines", "prettyprint", "linenums", "wrap",
    "figure", "notranslate", "chroma", "prettyprinted", "gist", "plain", "plaintext",
    "nohighlight", "nowrap", "line-numbers",
))  # fmt: skip
_WORD = re.compile(r"[a-z][a-z0-9+#_.-]{0,20}")


def listing(node: LexborNode) -> LexborNode | None:
    """The element with the code if this one frames it with line numbers and tools, else None."""
    names = attribute(node, "class")
    if not names or not _LISTING.search(names):
        return None
    if node.tag == "pre":
        return node
    found = node.css(_CODE_CELL)
    if found:
        return found[0]
    code = node.css("pre")
    if len(code) == 1 and len(_squeezed(node)) <= len(_squeezed(code[0])) + 12:
        return code[0]
    return None


def _squeezed(node: LexborNode) -> str:
    return "".join(node.text(deep=True).split())


def code_text(node: LexborNode) -> str:
    """The text of a `<pre>`, line for line, without the numbers beside it."""
    source = listing(node) or node
    parts: list[str] = []
    _gather(source, parts, 0)
    return "".join(parts).replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


def _gather(node: LexborNode, parts: list[str], depth: int) -> None:
    if depth > 100:
        parts.append(node.text(deep=True))
        return
    child = node.first_child
    while child is not None:
        tag = child.tag or ""
        if tag == "-text":
            parts.append(child.text_content or "")
        elif tag == "br":
            parts.append("\n")
        elif tag == "img":
            parts.append(attribute(child, "alt"))
        elif not tag.startswith("-") and not _GUTTER.intersection(
            attribute(child, "class").split()
        ):
            line = tag in _LINE_BLOCKS
            if line and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
            _gather(child, parts, depth + 1)
            if line and parts and not parts[-1].endswith("\n"):
                parts.append("\n")
        child = child.next


def language(node: LexborNode) -> str:
    """The language that the element, its code, or a frame around it names; "" if none does."""
    around = [node, *node.css("code, pre")[:3]]
    parent = node.parent
    for _ in range(2):
        if parent is not None and parent.tag in ("div", "figure", "pre", "span", "code"):
            around.append(parent)
            parent = parent.parent
    for element in around:
        for name in ("data-lang", "data-language", "lang"):
            value = attribute(element, name).lower()
            if _WORD.fullmatch(value) and name != "lang":
                return value
        names = attribute(element, "class")
        if not names:
            continue
        if re.search(r"(?:language|lang|highlight-source|brush)[-:]", names):
            named = language_of_class(names)
            if named and named not in _NOT_LANGUAGES:
                return named
        words = [w.lower() for w in names.split()]
        if _LISTING.search(names) or element.tag in ("pre", "code"):
            for word in words:
                if word not in _NOT_LANGUAGES and word in _KNOWN:
                    return word
    return ""


_KNOWN = frozenset((
    "actionscript", "apache", "asm", "awk", "bash", "bat", "batch", "c", "c#", "c++",
    "clojure", "cmake", "coffeescript", "conf", "console", "cpp", "cs", "csharp", "css",
    "cuda", "d", "dart", "diff", "docker", "dockerfile", "elixir", "elm", "erb", "erlang",
    "fortran", "fsharp", "gherkin", "glsl", "go", "golang", "gradle", "graphql", "groovy",
    "haml", "haskell", "hcl", "html", "http", "ini", "java", "javascript", "jinja", "js",
    "json", "jsx", "julia", "kotlin", "latex", "less", "lisp", "lua", "make", "makefile",
    "markdown", "matlab", "md", "mysql", "nginx", "nim", "nix", "objc", "objective-c",
    "objectivec", "ocaml", "perl", "php", "plsql", "powershell", "properties", "protobuf",
    "ps1", "puppet", "py", "python", "python3", "r", "rb", "regex", "rs", "ruby", "rust",
    "sass", "scala", "scheme", "scss", "sh", "shell", "solidity", "sql", "svelte", "swift",
    "tcl", "terraform", "tex", "toml", "ts", "tsx", "typescript", "vb", "vbnet", "verilog",
    "vhdl", "vim", "vue", "wasm", "xhtml", "xml", "yaml", "yml", "zig", "zsh",
))  # fmt: skip
