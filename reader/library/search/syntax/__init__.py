"""The parts of the query language: names of fields, quotes, days."""
