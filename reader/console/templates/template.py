r"""What `--format` takes: text with the names of fields in braces, `{title}\t{path}`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from string import Formatter

from reader.text.safe import clean_line, shown_path

_ESCAPES = {"\\": "\\", "t": "\t", "n": "\n", "0": "\0"}
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_ENDS = ("\n", "\0")
_EXACT = frozenset({"path"})


class TemplateError(ValueError):
    """What is wrong with a template, in one line."""


class Template:
    r"""A line for each of many records.

    A newline is put after each, unless the template ends with `\n` or `\0` itself. Braces are
    written twice. Raises TemplateError.

    A path is shown as in a list, safe and on one line; but with `\0` at the end, as for
    `xargs -0`, it may be the one that the disk has.
    """

    def __init__(self, text: str, fields: Sequence[str]) -> None:
        self._parts: list[tuple[str, str]] = []
        """Literal text, and the field behind it or nothing."""
        ends = _ESCAPE.sub(_escaped, text)
        try:
            parsed = list(Formatter().parse(ends))
        except ValueError:
            raise TemplateError("a brace that is not closed; write {{ or }} for one") from None
        for literal, name, specification, conversion in parsed:
            if name is None:
                self._parts.append((literal, ""))
                continue
            if specification or conversion or name not in fields:
                wrong = name + (f"!{conversion}" if conversion else "")
                wrong += f":{specification}" if specification else ""
                raise TemplateError(f"no field {{{wrong}}}; there are: {', '.join(fields)}")
            self._parts.append((literal, name))
        if not any(name for _, name in self._parts):
            raise TemplateError(f"no field in it; there are: {', '.join(fields)}")
        self._end = "" if ends.endswith(_ENDS) else "\n"
        self._exact = _EXACT if ends.endswith("\0") else frozenset()

    def fill(self, values: Mapping[str, object], *, exact: bool = False) -> str:
        """Safe to print, its own control characters aside.

        `exact`: paths are the disk's, if the template ends so that they can be told apart.
        """
        verbatim = self._exact if exact else frozenset()
        return "".join(self._filled(values, verbatim)) + self._end

    def _filled(self, values: Mapping[str, object], verbatim: frozenset[str]) -> Iterator[str]:
        for literal, name in self._parts:
            yield literal
            if name:
                value = values.get(name)
                yield str(value) if name in verbatim else _as_text(value)


def _escaped(found: re.Match[str]) -> str:
    try:
        return _ESCAPES[found[1]]
    except KeyError:
        known = ", ".join(f"\\{each}" for each in _ESCAPES)
        raise TemplateError(f"no escape \\{found[1]}; there are: {known}") from None


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return ", ".join(clean_line(str(each)) for each in value)
    return shown_path(value) if isinstance(value, PurePath) else clean_line(str(value))
