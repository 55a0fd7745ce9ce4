"""The forms of this room, in the order in which they are tried: the more telling ones first."""

from __future__ import annotations

from reader.intake.exports.evernote import enex
from reader.intake.exports.fiction_book import fb2
from reader.intake.exports.ghost import ghost_export
from reader.intake.exports.json_articles import json_list
from reader.intake.exports.kindle import clippings, notebook
from reader.intake.exports.omnivore import export as omnivore
from reader.intake.exports.readwise import highlights, reader_list
from reader.intake.exports.wallabag import csv_export, json_export, text_export, xml_export
from reader.intake.exports.warc import archive as warc
from reader.intake.exports.wordpress import blogger, wxr
from reader.intake.source_file import SourceForm

FORMS: tuple[SourceForm, ...] = (
    omnivore.FORM,
    enex.FORM,
    wxr.FORM,
    blogger.FORM,
    ghost_export.FORM,
    fb2.FORM,
    fb2.ZIP_FORM,
    warc.FORM,
    warc.ZIP_FORM,
    json_export.FORM,
    csv_export.FORM,
    xml_export.FORM,
    text_export.FORM,
    highlights.FORM,
    reader_list.FORM,
    clippings.FORM,
    notebook.FORM,
    json_list.FORM,
)
