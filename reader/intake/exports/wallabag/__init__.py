"""Exports of wallabag, of its first and its second version: JSON, XML, CSV and plain text."""
