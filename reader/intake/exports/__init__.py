"""Exports of services and programs that kept articles."""
