"""Articles as files of a folder, each of them whole or not there at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reader.errors import ReaderError
from reader.intake.incoming import ArticleFacts, IncomingArticle
from reader.intake.order import ArticleFormat
from reader.intake.writing.article_text import article_text
from reader.intake.writing.file_names import folded, numbered, safe_stem
from reader.intake.writing.front_matter import front_matter
from reader.intake.writing.pictures import named_files, relative_address, with_local_pictures
from reader.state.durable.files import explain
from reader.state.exchange.output import write_new

PAGE = "page.html"
"""The name of the whole page among the parts of its article."""
OURSELVES = "reader"
"""What an article was saved with that no service kept before."""
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?!\d)")
_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_MOST_NAMES = 10_000
"""Names that are tried for one article."""
_ENDINGS = (".html", ".htm", ".md", ".txt", ".org", ".adoc", ".rst", ".gmi")
"""Beside a file with one of these a folder of parts is taken for that file's."""
_PARTS = "_files"
_TAKEN = frozenset((errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR))
"""What a system says of a name that a folder cannot have, since something has it."""


class ArticleFile(NamedTuple):
    """The content of an article's file, and of what stands beside it."""

    stem: str
    ending: str
    data: bytes
    parts: Mapping[str, bytes]
    """Files in the folder beside it, by their names."""
    notices: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.stem}{self.ending}"


class AlreadyWrittenError(Exception):
    """Somebody else has written the same article meanwhile."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


class ArticleFolder:
    """Writes articles into a folder, which is made when the first one is; for one thread."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        form: ArticleFormat | None = None,
        whole_page: bool = False,
    ) -> None:
        """`form`: None keeps what comes as text as it is. Raises ReaderError."""
        self.path = folder
        self._clock = clock
        self._form = form
        self._whole_page = whole_page
        self._taken = _names_in(folder)

    def draft(self, article: IncomingArticle, stem: str = "") -> ArticleFile:
        """What the file will be; without a `stem`, under a name that nothing has now."""
        now = self._clock().astimezone()
        facts = _completed(article.facts, now)
        stem = stem or self._free_stem(facts, now)
        _check_encodable(stem)
        pictures = named_files(article.files)
        places = {
            address: relative_address(f"{stem}{_PARTS}", picture.name)
            for address, picture in pictures.items()
        }
        body = with_local_pictures(article.body, article.kind, places)
        text = article_text(body, article.kind, self._form, is_inert=article.is_inert)
        parts = {picture.name: picture.data for picture in pictures.values()}
        if self._whole_page and article.page:
            parts[PAGE] = article.page.encode("utf-8", "replace")
        data = (front_matter(facts) + text.text).encode("utf-8", "replace")
        return ArticleFile(stem, text.ending, data, parts, (*article.notices, *text.notices))

    def reserve(self, draft: ArticleFile) -> Path:
        """Keep the name of a draft from others, without a file; its path."""
        self._take(draft.stem)
        return self.path / draft.name

    def write(
        self,
        article: IncomingArticle,
        draft: ArticleFile | None = None,
        is_same: Callable[[Path], bool] = lambda _: False,
    ) -> tuple[Path, ArticleFile]:
        """Write the article under a name that nothing has; nothing is there if that fails.

        `draft` is what `draft` has just made of it. Raises ReaderError, and AlreadyWrittenError if
        a file that took its name meanwhile `is_same`.
        """
        self._make_folder()
        for _ in range(_MOST_NAMES):
            draft = draft or self.draft(article)
            self._take(draft.stem)
            try:
                self._write(draft)
            except FileExistsError:  # somebody else was quicker
                if is_same(self.path / draft.name):
                    raise AlreadyWrittenError(self.path / draft.name) from None
                draft = None
                continue
            except OSError as error:
                raise explain(error, self.path / draft.name, "written") from error
            return self.path / draft.name, draft
        raise ReaderError("no name is left for an article", path=self.path)

    def _make_folder(self) -> None:
        """Raises ReaderError, also if there is something else: a link that leads nowhere."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explain(error, self.path, "made") from error

    def _write(self, draft: ArticleFile) -> None:
        """Raises OSError, FileExistsError if a name is taken."""
        folder = self._write_parts(draft) if draft.parts else None
        try:
            write_new(self.path / draft.name, draft.data, mode=0o666 & ~_umask())
        except BaseException:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)
            raise

    def _write_parts(self, draft: ArticleFile) -> Path:
        """Write the folder of parts; it has its name when all is in it. Raises OSError."""
        target = self.path / f"{draft.stem}{_PARTS}"
        made = Path(tempfile.mkdtemp(dir=self.path, prefix=".reader-"))
        try:
            for name, data in draft.parts.items():
                with (made / name).open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            made.chmod(0o777 & ~_umask())
            _rename(made, target)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        return target

    def _free_stem(self, facts: ArticleFacts, now: datetime) -> str:
        day = _day(facts.date) or _month_or_year(facts.date) or _day(facts.saved)
        stem = safe_stem(facts.title or _place(facts.url))
        for name in numbered(safe_stem(f"{day or now.date().isoformat()}-{stem}")):
            if folded(name) not in self._taken:
                return name
        raise AssertionError("numbers do not end")

    def _take(self, stem: str) -> None:
        self._taken.add(folded(stem))


def _rename(folder: Path, target: Path) -> None:
    """Give a folder a name that nothing has. Raises OSError, FileExistsError if something has."""
    if os.path.lexists(target):  # a folder that is empty would be replaced
        raise FileExistsError(errno.EEXIST, "is there already", str(target))
    try:
        folder.rename(target)
    except OSError as error:
        if error.errno in _TAKEN:  # since we looked
            raise FileExistsError(errno.EEXIST, "is there already", str(target)) from error
        raise


def _check_encodable(stem: str) -> None:
    """Raise ReaderError where the locale knows no bytes for a name."""
    try:
        os.fsencode(stem)
    except UnicodeEncodeError as error:
        raise ReaderError(
            f"a file cannot be called {stem} in the locale {error.encoding}",
            hint="set another one, such as LC_ALL=C.UTF-8",
        ) from error


def _completed(facts: ArticleFacts, now: datetime) -> ArticleFacts:
    return replace(
        facts, saved=facts.saved or now.isoformat(timespec="seconds"), by=facts.by or OURSELVES
    )


def _names_in(folder: Path) -> set[str]:
    """The stems that are taken: of articles whatever their ending, and of folders of parts.

    Raises ReaderError if that is no folder, or it cannot be listed.
    """
    try:
        names = [entry.name for entry in folder.iterdir()]
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise explain(error, folder, "listed") from error
    return {folded(_stem(name)) for name in names}


def _stem(name: str) -> str:
    if name.endswith(_PARTS):
        return name.removesuffix(_PARTS)
    stem, dot, ending = name.rpartition(".")
    return stem if dot and f".{ending.lower()}" in _ENDINGS else name


def _day(written: str) -> str:
    """The day of a date in ISO 8601; empty if there is none such."""
    found = _DAY.match(written)
    if found is None:
        return ""
    with suppress(ValueError):
        return date.fromisoformat(found[1]).isoformat()
    return ""


def _month_or_year(written: str) -> str:
    """`2019-05` or `2019` of a date that has no day, as books have; empty if it is none such."""
    found = _MONTH_OR_YEAR.fullmatch(written)
    return found[0] if found else ""


def _place(url: str) -> str:
    """What an address is known by: the last part of its path, else its host."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    last = unquote(parts.path.rstrip("/").rpartition("/")[2])
    return last.rpartition(".")[0] or last or parts.hostname or ""


@cache
def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
