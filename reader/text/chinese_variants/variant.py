"""The ways in which Chinese is written."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Variant(StrEnum):
    """How Chinese is written; values are in the words of the configuration."""

    AS_WRITTEN = "as-written"
    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"
    TAIWAN = "taiwan"
    HONG_KONG = "hong-kong"

    @property
    def tag(self) -> str:
        """The language tag of such text (BCP 47); empty if nothing is changed."""
        return _TAGS[self]


_TAGS: Final = {
    Variant.AS_WRITTEN: "",
    Variant.SIMPLIFIED: "zh-Hans",
    Variant.TRADITIONAL: "zh-Hant",
    Variant.TAIWAN: "zh-Hant-TW",
    Variant.HONG_KONG: "zh-Hant-HK",
}
