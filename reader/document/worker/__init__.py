"""Conversion and code colouring in child processes, within limits of time and memory."""
