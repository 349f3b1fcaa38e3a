"""A value that must not be printed: every view of it is masked.

Made wherever a key, a seed, or a passphrase is held. Its bytes are wiped on request; Python cannot promise that no
other copy is left, which docs/threat-model.md says.
"""

from __future__ import annotations

import hmac
from typing import NoReturn

MASK = "Secret(…)"


class Secret:
    """Bytes whose ``repr``, ``str``, and format are :data:`MASK`, and which cannot be pickled or copied by accident."""

    __slots__ = ("_value",)

    def __init__(self, value: bytes | bytearray | str) -> None:
        self._value = bytearray(value.encode() if isinstance(value, str) else value)

    def reveal(self) -> bytes:
        """The bytes themselves, as a new copy."""
        return bytes(self._value)

    def reveal_text(self) -> str:
        """The bytes as UTF-8 text."""
        return self._value.decode()

    def wipe(self) -> None:
        """Overwrite the bytes with zeros; the value is empty afterwards."""
        self._value[:] = bytes(len(self._value))
        self._value.clear()

    def __len__(self) -> int:
        return len(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._value, other._value)

    def __hash__(self) -> NoReturn:
        raise TypeError("a secret is not hashable: it must not end up as a key")

    def __repr__(self) -> str:
        return MASK

    def __format__(self, spec: str) -> str:
        return MASK

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled")
