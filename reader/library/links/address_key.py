"""What the addresses of one article have in common, however they were shared."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from reader.document.addresses import parse_address

_TRACKERS = re.compile(
    r"(?:utm_.*|(?:fb|g|d|y|ms|tw|li_fat_|ig|rdt_|tt)clid|gclsrc|gbraid|wbraid|igshi?d?|mc_[ce]id"
    r"|_hs(?:enc|mi)|hsctatracking|mkt_tok|vero_(?:id|conv)|oly_(?:enc|anon)_id|ref_(?:src|url)"
    r"|spm(?:_id_from)?|vd_source|share_(?:source|medium|plat|session_id|tag|times|from)"
    r"|_branch_match_id|cmpid|ncid|s_cid|__twitter_impression|at_(?:medium|campaign|custom\d))",
    re.IGNORECASE,
)
"""Fields of a query by which readers are counted; they choose no page."""
_WECHAT = "mp.weixin.qq.com"
_OF_WECHAT = frozenset(("__biz", "mid", "idx", "sn"))
"""Fields that name an article there; all others say who shared it, and where."""
_ROUTES = ("!", "/")
"""What a fragment begins with where a script shows another page for it."""
_IN_PATH = "!$&'()*+,;=:@~-._"
_LONGEST = 8_192
"""Characters of an address; browsers and servers give up at about as many."""
_MOST_FIELDS = 200
_PLAIN = re.compile(
    r"https?://(?:www\.)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:/[A-Za-z0-9._~-]{1,200}){0,20})/?"
)
"""An address in which there is nothing to be made alike; libraries have them by the thousand."""


def address_key(url: str) -> str:
    """What all addresses of an article have alike; empty for what is no address of the web.

    Scheme, `www.`, default port, trailing slash, order of the query's fields, trackers and
    fragment make no difference (RFC 3986, 6.2.3 and 6.2.4, and what sites do); `m.` does.
    """
    if plain := _PLAIN.fullmatch(url):
        return plain[1]
    address = parse_address(url.strip()) if len(url) <= _LONGEST else None
    if address is None or not address.url.lower().startswith(("http:", "https:")):
        return ""
    parts = urlsplit(address.url)
    host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    segments = [quote(unquote(part), safe=_IN_PATH) for part in parts.path.split("/")]
    path = "/".join(segments).rstrip("/")
    query = urlencode(sorted(_fields(host, parts.query)))
    route = parts.fragment if parts.fragment.startswith(_ROUTES) else ""
    return f"{host}{port}{path}{'?' if query else ''}{query}{'#' if route else ''}{route}"


def _fields(host: str, query: str) -> list[tuple[str, str]]:
    try:
        fields = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:  # more fields than anybody writes
        return [(query, "")]
    if host == _WECHAT and {name for name, _ in fields} >= _OF_WECHAT:
        return [field for field in fields if field[0] in _OF_WECHAT]
    return [(name, value) for name, value in fields if not _is_tracker(name, value)]


def _is_tracker(name: str, value: str) -> bool:
    return bool(_TRACKERS.fullmatch(name)) or (name == "source" and value.startswith("rss"))
