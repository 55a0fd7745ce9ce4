"""Macros (KumaScript) in the sources of MDN and its translations.

`{{jsxref("Array")}}` stands for a name, `{{CompatNo}}` for a word, `{{CSSRef}}` for a menu. Only
macros known by name are replaced: any other pair of braces is the author's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reader.text.chunks import chunks_before

_ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s,\"'()]+)")
_ESCAPES = {"&quot;": '"', "&#39;": "'", "&apos;": "'"}
_QUOTES = re.compile("|".join(_ESCAPES))
_MACRO = re.compile(
    r"\\?\{\{\s*(?P<name>[A-Za-z][\w-]{0,40})\s*"
    r"(?:\(\s*(?P<arguments>(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\"'(){}\n]{1,100}+){0,20})\s*\))?\s*\}\}"
)
_NAMES = re.compile(
    r"(?:js|css|dom|svg|htmlattr|web|http)xref|xref\w*|SVGElement|SVGAttr|MathMLElement|HTTPHeader"
    r"|HTTPStatus|HTTPMethod|CSP|XULElem|XULAttr|XULProp|XULMeth|WebExtAPIRef|ifmethod|interface",
    re.IGNORECASE,
)
"""Macros that show the name of an API, as code."""
_TERMS = re.compile(r"Glossary|anch|interwiki|LiveSampleLink|EmbedYouTube", re.IGNORECASE)
_WORDS = {
    "compatno": "No",
    "compatunknown": "?",
    "compatversionunknown": "Yes",
    "compatvariesbydevice": "varies",
    "deprecated_inline": "(deprecated)",
    "experimental_inline": "(experimental)",
    "non-standard_inline": "(non-standard)",
    "obsolete_inline": "(obsolete)",
    "optional_inline": "(optional)",
    "readonlyinline": "(read-only)",
    "unimplemented_inline": "(unimplemented)",
}
_VERSIONS = re.compile(
    r"Compat(?:Gecko|Chrome|IE|Opera|Safari|Android|WebKit)\w*|(?:gecko|js|minversion|fx_minversion)"
    r"(?:_minversion)?_(?:inline|header)|SpecName",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"\w*Sidebar|[A-Z]\w*Ref|(?:Previous|Next)+Menu\w*|PreviousNext|Compat|CompatibilityTable"
    r"|Spec2|Specifications|Embed\w+|geckoRelease|SeeCompatTable|\w+_[Hh]eader|QuickLinks\w*"
    r"|ListSubpages\w*|LandingPageListSubpages|SubpagesWithSummaries|CSSInfo|csssyntax|cssinfo"
    r"|APIListAlpha|InheritanceDiagram|NeedsUpdate"
)
_NOTHING_WITH_ARGUMENTS = re.compile(r"page|[Nn]ext|[Pp]revious|[Pp]reviousNext")


def expand_html(html: str) -> str:
    """Replace the macros in HTML by what they show."""
    return _expand(html, lambda name: f"<code>{name}</code>", entities=True)


def expand_markdown(line: str) -> str:
    """Replace the macros in Markdown outside of code by what they show."""
    return _expand(line, lambda name: f"`{name}`", entities=False)


def _expand(text: str, code: Callable[[str], str], *, entities: bool) -> str:
    if "{{" not in text:
        return text

    def shown(match: re.Match[str]) -> str:
        meant = meaning(match)
        if meant is None:
            return match[0]
        return match[0][1:] if match[0].startswith("\\") else meant

    def meaning(match: re.Match[str]) -> str | None:
        name = match["name"]
        found = _ARGUMENT.finditer(_quotes(match["arguments"] or ""))
        arguments = ["".join(argument.groups(default="")) for argument in found]
        first, second = (*arguments, "", "")[:2]
        if name.lower() == "htmlelement" and first:
            return code(second or (f"&lt;{first}&gt;" if entities else f"<{first}>"))
        if name.lower() == "htmlattrxref" and first:
            return code(first)
        if _NAMES.fullmatch(name) and first:
            return code(second or first)
        return _word(name, first, second)

    pieces = chunks_before(text, "{{")
    return "".join(_MACRO.sub(shown, _quoted(piece) if entities else piece) for piece in pieces)


def _word(name: str, first: str, second: str) -> str | None:
    """The text of a macro that is not the name of an API; None if it is unknown."""
    if name.lower() in _WORDS:
        return _WORDS[name.lower()]
    if name.lower() == "bug" and first:
        return f"bug {first}"
    if _TERMS.fullmatch(name) and first:
        return second or first
    if _VERSIONS.fullmatch(name):
        return first or "Yes"
    if _NOTHING.fullmatch(name) or (first and _NOTHING_WITH_ARGUMENTS.fullmatch(name)):
        return ""
    return None


def _quoted(html: str) -> str:
    """Decode quotation marks written as entities, which the pattern would not find."""
    if "&quot;" not in html and "&#39;" not in html and "&apos;" not in html:
        return html
    return re.sub(r"\{\{[^{}]{0,400}\}\}", lambda match: _quotes(match[0]), html)


def _quotes(text: str) -> str:
    return _QUOTES.sub(lambda match: _ESCAPES[match[0]], text)
