"""The strict variant of Open XML, which Word writes where somebody asks for it: as the ordinary one.

Both are ISO/IEC 29500: what differs are the names of namespaces and of kinds of relationships, and some older elements
that the strict one leaves out. So its names are put into the ordinary ones, and it is read as every other file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from .names import ROOT_RELS, STRICT

_NAMED = re.compile(rb"""((?:xmlns(?::[\w.-]+)?|Type|uri)\s*=\s*["'])""" + re.escape(STRICT) + rb"""([a-zA-Z]+)/""")
_OTHERWISE = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_HYPHENATED = re.compile(rb"(?<=/)(?:" + b"|".join(_OTHERWISE) + rb""")(?=["'])""")
_CONFORMANCE = re.compile(rb"""\s[\w.-]+:conformance\s*=\s*["']strict["']""")
_HEAD = 4096
"""Bytes of a part in which its namespaces are declared; Word and LibreOffice declare all of them at the root."""


def ordinary(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The parts of a docx with the names of the ordinary variant; of one that is not strict, as they are."""
    if STRICT not in parts.get(ROOT_RELS, b""):
        return parts
    return {name: _renamed(data) if name.endswith((".xml", ".rels")) else data for name, data in parts.items()}


def _renamed(data: bytes) -> bytes:
    if STRICT not in data:
        return data
    found = _NAMED.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", data)
    head = _HYPHENATED.sub(lambda match: _OTHERWISE[match[0]], found[:_HEAD])
    return _CONFORMANCE.sub(b"", head) + found[_HEAD:]
