"""The tables of the index."""

from __future__ import annotations

import sys
import zlib

from reader import __version__
from reader.library.store.article_row import DEFINITION
from reader.library.store.token_schema import TOKEN_SCHEMA, TOKEN_TUNING, TOKEN_VERSION

# Paths are BLOBs, as the file system has them: not every name is UTF-8, and bytes order so that
# all under a folder is one range. What lists and searches run through is in tables of its own:
# rows of `article` are long.
_ARTICLE = f"""
CREATE TABLE IF NOT EXISTS article (
    id INTEGER PRIMARY KEY,
    {DEFINITION}
);
"""
_REST = """\
CREATE INDEX IF NOT EXISTS article_moment ON article (moment);
CREATE INDEX IF NOT EXISTS article_minute ON article (minute) WHERE minute IS NOT NULL;
CREATE INDEX IF NOT EXISTS article_added ON article (added);
CREATE INDEX IF NOT EXISTS article_title ON article (title_key, id DESC);
CREATE INDEX IF NOT EXISTS article_author ON article (author_key, id DESC);
CREATE INDEX IF NOT EXISTS article_length ON article (minutes, length, id DESC);
CREATE INDEX IF NOT EXISTS article_cover ON article (id DESC) WHERE cover <> '';
CREATE INDEX IF NOT EXISTS article_title_hash ON article (title_hash);
CREATE INDEX IF NOT EXISTS article_url ON article (url) WHERE url <> '';
CREATE INDEX IF NOT EXISTS article_fingerprint ON article (fingerprint) WHERE fingerprint <> '';
CREATE INDEX IF NOT EXISTS article_work ON article (work);
CREATE INDEX IF NOT EXISTS article_revision ON article (revision);
CREATE TABLE IF NOT EXISTS title (
    id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE,
    folded TEXT NOT NULL, pinyin TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS body (
    id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE,
    text BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE,
    keys BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS label (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, value TEXT NOT NULL, folded TEXT NOT NULL, pinyin TEXT NOT NULL,
    sort_key BLOB NOT NULL,
    UNIQUE (kind, value)
);
CREATE TABLE IF NOT EXISTS labelled (
    label_id INTEGER NOT NULL REFERENCES label (id),
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE ON UPDATE CASCADE,
    PRIMARY KEY (label_id, article_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS labelled_article ON labelled (article_id);
CREATE TABLE IF NOT EXISTS removal (id INTEGER NOT NULL, revision INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS removal_revision ON removal (revision);
CREATE TABLE IF NOT EXISTS revision (
    current INTEGER NOT NULL, forgotten INTEGER NOT NULL
);
INSERT INTO revision
    SELECT seed, seed
    FROM (SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) * 1000 AS seed)
    WHERE NOT EXISTS (SELECT 1 FROM revision);
"""
SCHEMA = f"{_ARTICLE}{_REST}{TOKEN_SCHEMA};{TOKEN_TUNING}"
"""`title`, `label`: `pinyin` is what `reader.text.pinyin.query.keys` makes, `sort_key` what
`sort_keys.natural` does, `link` what `link_keys.packed` does; an article without links has no
row. `work` is equal where articles are copies of one. `minute` is `identity.base`, and ids are
in its order. `added` is the time of the file's last change, in nanoseconds, when it was first
seen with this text. `removal` names ids that are gone since a revision, back to
`revision.forgotten`; revisions begin at the clock's, so that one of an index that was lost means
nothing to the next. `simhash` is NULL until an article is compared with this one."""

TABLES_CRC = 0x38C81EE6
"""CRC-32 of the tables by which keys are made, of folding and of pinyin: read when a test does."""
_PROGRAM = (SCHEMA, __version__, TOKEN_VERSION, TABLES_CRC, sys.version_info[:2])
VERSION = zlib.crc32(repr(_PROGRAM).encode()) & 0x7FFFFFFF
"""A number for all that the rows depend on: the tables, the program that read the files, and
Python's release, which says which characters are letters. Tokens can be deleted only by the
version that made them."""
