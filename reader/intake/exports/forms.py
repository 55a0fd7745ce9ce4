"""The forms of this room, in the order in which they are tried."""

from __future__ import annotations

from reader.intake.exports.evernote import enex
from reader.intake.exports.fiction_book import fb2
from reader.intake.exports.ghost import ghost_export
from reader.intake.exports.json_articles import json_list
from reader.intake.exports.wordpress import blogger, wxr
from reader.intake.source_file import SourceForm

FORMS: tuple[SourceForm, ...] = (
    enex.FORM,
    wxr.FORM,
    blogger.FORM,
    ghost_export.FORM,
    fb2.FORM,
    fb2.ZIP_FORM,
    json_list.FORM,
)
