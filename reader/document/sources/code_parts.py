"""Where Markdown holds code, for whatever rewrites its source: code is left as it is."""

from __future__ import annotations

_MAX_SPAN = 2_000

CODE = rf"""
    ^(?:[ \t>]|[-+*][ \t]|\d{{1,9}}[.)][ \t]){{0,24}}+(?P<fence>`{{3,}}+|~{{3,}}+)[^`\n]*+(?:\n|\Z)
        (?:(?![ \t>]*+(?P=fence)[`~]*+[ \t]*+$)[^\n]*+(?:\n|\Z(?<!\n)))*+
        (?:[ \t>]*+(?P=fence)[^\n]*+)?
  | (?P<ticks>(?<![`\\])`++)(?:(?!\n[ \t>]*\n)[\s\S]){{1,{_MAX_SPAN}}}?(?<!`)(?P=ticks)(?!`)
  | \$\$(?:(?!\$\$|\n[ \t]*\n)[\s\S]){{1,{_MAX_SPAN}}}+\$\$
  | \{{%-?[ \t]*(?P<block>raw|highlight|codeblock)\b
        (?:(?!\{{%-?[ \t]*(?:end)?(?P=block)\b)[\s\S])*+ \{{%-?[ \t]*end(?P=block)\b
"""
"""A pattern, verbose and of many lines: a fence, a span, or a block that a generator makes code.

A formula in double dollars counts as code too.
"""
