"""Where links lead: unwrapped from redirects, without what counts and follows, as text and back."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import quote, unquote_plus, unquote_to_bytes

MAX_UNWRAPS = 5
"""A link shared from mail to mail is wrapped two or three times; more is a circle."""
MAX_URL = 8192
"""Longer targets carry data, not an address; they are left out of a final copy."""

_IGNORED = re.compile("^[\x00- ]+|[\t\n\r]|[\x00- ]+$")
# RFC 3986, appendix B: scheme, authority, path, query, fragment.
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?", re.DOTALL)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_MEANS_SOMETHING = frozenset("%#?&=+/;:@\"'<>\\^`{|}")
_KEPT = "%:/?#[]@!$&'()*+,;=~"
_DEFENSE = re.compile(r"https?://urldefense\.(?:proofpoint\.)?com/v3/__(.*?)__;")


@dataclass(frozen=True)
class _Table:
    schemes: frozenset[str]
    redirects: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]  # by host: paths and parameters
    tracking: frozenset[str]
    tracking_starts: tuple[str, ...]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = tomllib.loads(files(__package__).joinpath("data/links.toml").read_text("utf-8"))
    names = table["tracking"]
    redirects: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for row in table["redirects"]:
        found = (row["path"].rstrip("/"), tuple(row["parameter"]))
        redirects[row["host"]] = (*redirects.get(row["host"], ()), found)
    return _Table(
        frozenset(table["schemes"]),
        MappingProxyType(redirects),
        frozenset(name for name in names if not name.endswith("*")),
        tuple(name[:-1] for name in names if name.endswith("*")),
    )


def kept(target: str) -> str | None:
    """The target as a final copy keeps it; None for what it does not: scripts, data, places within the page."""
    target = _bare(target)
    for _ in range(MAX_UNWRAPS):
        inner = _unwrapped(target)
        if inner is None:
            break
        target = _bare(inner)
    if not target or target.startswith("#") or len(target) > MAX_URL:
        return None
    scheme = _SCHEME.match(target)
    if scheme and scheme[1].lower() not in _table().schemes:
        return None
    return _without_tracking(target)


def shown(target: str) -> str:
    """A kept target as text: what is percent-encoded without need is decoded."""
    return _ENCODED.sub(_plain, target) if "%" in target else target


def from_shown(text: str) -> str | None:
    """The target that is shown as ``text``; None when there is none."""
    target = quote(text, safe=_KEPT)
    return target if text and kept(target) == target and shown(target) == text else None


def local(text: str) -> bool:
    """Whether a target is a file beside the page, not an address of the net."""
    return not _SCHEME.match(text) and not text.startswith(("//", "\\"))


def _bare(target: str) -> str:
    """A target without what browsers do not see in it."""
    plain = target.isprintable() and target[:1] != " " and target[-1:] != " "  # nearly always
    return target if plain else _IGNORED.sub("", target)


def _unwrapped(target: str) -> str | None:
    if "?" not in target and "urldefense" not in target:  # most; a redirect says where to behind a question mark
        return None
    parts = _PARTS.match(target)
    if parts is None or not parts[2]:
        return None
    host = parts[2].lower().rpartition("@")[2].partition(":")[0]
    if host.startswith("urldefense."):
        defended = _DEFENSE.match(target)
        return defended[1] if defended else None
    for path, names in _redirects(host) if parts[4] else ():
        if parts[3].rstrip("/") == path:
            given = [piece.partition("=") for piece in parts[4].split("&")]
            found = next((unquote_plus(value) for name in names for each, _, value in given if each == name), "")
            return found if found.lower().startswith(("http://", "https://")) else None
    return None


def _redirects(host: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    known = _table().redirects
    while host not in known and "." in host:
        host = host.partition(".")[2]
    return known.get(host, ())


def _without_tracking(target: str) -> str:
    if "?" not in target and "@" not in target:
        return target
    parts = _PARTS.match(target)
    if parts is None or (not parts[4] and "@" not in (parts[2] or "")):
        return target
    query = "&".join(piece for piece in (parts[4] or "").split("&") if not _tracks(piece))
    scheme = f"{parts[1]}:" if parts[1] else ""
    host = f"//{parts[2].rpartition('@')[2]}" if parts[2] is not None else ""
    return f"{scheme}{host}{parts[3]}{'?' if query else ''}{query}{parts[5] or ''}"


def _tracks(piece: str) -> bool:
    name = unquote_plus(piece.partition("=")[0]).lower().removeprefix("amp;")
    return name in _table().tracking or name.startswith(_table().tracking_starts)


def _plain(match: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return "".join(c if c.isprintable() and c not in _MEANS_SOMETHING else quote(c, safe="") for c in text)
