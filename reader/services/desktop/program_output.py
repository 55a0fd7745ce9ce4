"""What a program writes, made safe to show: no control characters, no escape sequences."""

from __future__ import annotations

import codecs
import re
from typing import Final

from reader.text.safe import clean

_SEQUENCE: Final = re.compile(
    r"\x1b\[[0-?]*+[ -/]*+[@-~]"  # control sequences (ECMA-48 5.4)
    r"|\x1b[\]PX^_][^\x07\x1b]*+(?:\x07|\x1b\\)?+"  # control strings, such as OSC 8
    r"|\x1b[ -/]*+[0-~]?+"  # other escape sequences
    r"|[^\n]\x08"  # overstruck characters, as `man` has them
)
_MOST_PENDING: Final = 1 << 12
"""Characters of a line that is not ended yet that may be the beginning of a sequence."""


class ProgramOutput:
    """Takes bytes in UTF-8 as they come; gives text."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._pending = ""

    def take(self, data: bytes, *, is_last: bool = False) -> str:
        """The text that is certain now; of an unfinished line what is long enough.

        Tabs and newlines are left of the control characters, and a newline stands for a carriage
        return. All calls together are linear in the bytes.
        """
        text = self._pending + self._decoder.decode(data, is_last)
        if is_last:
            certain, self._pending = text, ""
        else:
            end = text.rfind("\n") + 1
            if len(text) - end > _MOST_PENDING:
                end = len(text)
            certain, self._pending = text[:end], text[end:]
        return clean(_SEQUENCE.sub("", certain))
