"""The language of code, as authors name it."""

from __future__ import annotations

import re

from reader.text.safe import clean

_CLASS = re.compile(
    r"(?:^|\s)(?:language|lang|highlight-source|highlight-text|mw-highlight-lang|brush|src)"
    r"[-:]\s*([^\s;]+)"
)
_WORD = re.compile(r"[^\s,;:{}()\[\]=]+")
_LINE_NUMBERS = re.compile(r"[\d,/+-]*")
KNOWN = frozenset((
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
"""Names of languages that are one where a class has no more than the name."""
LANGUAGE_OF_LABEL = {
    **{name: name for name in KNOWN},
    **dict.fromkeys(("plain text", "plaintext", "text", "txt", "纯文本", "none", "code"), ""),
    "visual basic": "vb", "vb.net": "vbnet", "f#": "fsharp", "shell script": "shell",
    "terminal": "console", "shell session": "console", "html/xml": "xml", "jinja2": "jinja",
    "postgresql": "sql", "t-sql": "sql", "node.js": "javascript", "assembly": "asm",
}  # fmt: skip
"""What a label beside code says, in lower case, to the name of a language."""
_NO_LANGUAGE = frozenset({"highlight", "hljs", "sourcecode", "code", "prettyprint", "none"})


def language_of_info(info: str) -> str:
    """The language named by a fence's info string; "" if it names none.

    Forms in use: `Python`, `{.python .numberLines}`, `js {1,3}`, `language-js`, `js:title=a.js`,
    `ruby?line=1`, `js/2-3`.
    """
    word = _WORD.search(info.strip())
    if word is None:
        return ""
    name, _, lines = word.group().lstrip(".").partition("?")[0].partition("/")
    if not _LINE_NUMBERS.fullmatch(lines):
        name = f"{name}/{lines}"
    return _tidy(name.removeprefix("language-").removeprefix("lang-"))


def language_of_class(names: str) -> str:
    """The language named by an HTML `class`: `language-js`, `brush: js`, else its only word."""
    match = _CLASS.search(names)
    if match:
        return _tidy(match[1])
    words = names.split()
    return _tidy(words[0]) if len(words) == 1 and words[0] not in _NO_LANGUAGE else ""


def _tidy(name: str) -> str:
    return clean(name).lower()[:40]
