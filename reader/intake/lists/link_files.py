"""A file that is one link: `.url` of Windows, `.webloc` of macOS, `.desktop` of Linux.

And the property list in which Safari keeps its bookmarks and its reading list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reader.errors import ReaderError
from reader.intake.lists import json_records
from reader.intake.lists.listed_address import ListedAddress
from reader.library.files.decode import decode

_INI_URL: Final = re.compile(
    r"^[ \t]*+(?:URL|BASEURL)(?:\[\w{2,9}\])?\s*=\s*(\S{1,8000})", re.I | re.M
)
_INI_NAME: Final = re.compile(r"^Name\s*=\s*(.{1,500})", re.M)


def of_ini(data: bytes, name: str) -> Iterator[ListedAddress]:
    """The address of a `.url` or `.desktop` file; its title is the file's `name`, if it has none.

    Raises ReaderError if there is none.
    """
    text = decode(data).text
    url = _INI_URL.search(text)
    if url is None:
        raise ReaderError("has no address in it")
    title = _INI_NAME.search(text)
    yield ListedAddress(url[1], title=title[1] if title else name)


def of_property_list(data: bytes, name: str) -> Iterator[ListedAddress]:
    """The addresses in a property list; one alone has the file's `name` as its title.

    Raises ReaderError if it is damaged.
    """
    import plistlib

    try:
        value: object = plistlib.loads(data)
    except Exception as error:  # a damaged one raises whatever it likes, also for its depth
        raise ReaderError("is a damaged property list") from error
    url = value.get("URL") if isinstance(value, Mapping) else None
    if isinstance(url, str):
        yield ListedAddress(url, title=name)
    else:
        yield from json_records.listed(value)
