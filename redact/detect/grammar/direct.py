"""What points at one person: contacts, numbers, addresses; and the check digits that tell a number from figures.

Rules in ``data/direct_*.rules``. Here recall comes first: a well-formed one is never missed, so a number that a word
announces ("zaaknummer", "badge no.") needs no check digits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ...draft import Json, Lang, Value


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The kind of a match; None when its check digits are wrong."""
    check = value.pop("check", None)
    stretch = found["hit"] if "hit" in found.re.groupindex and found["hit"] else found[0]
    return value if check is None or CHECKS[str(check)](stretch) else None


def _figures(text: str) -> list[int]:
    return [int(c) for c in text if c.isascii() and c.isdigit()]


def is_bsn(text: str) -> bool:
    """Dutch citizen service number: nine digits whose weighted sum is divisible by 11 ("11-proef"; RvIG)."""
    digits = _figures(text)
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return len(digits) == 9 and any(digits) and sum(w * d for w, d in zip(weights, digits, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """International bank account number, checked modulo 97 (ISO 13616)."""
    bare = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{11,30}", bare):
        return False
    return int("".join(str(int(c, 36)) for c in bare[4:] + bare[:4])) % 97 == 1


def is_card(text: str) -> bool:
    """A payment card: 13 to 19 digits that pass Luhn's check (ISO/IEC 7812)."""
    digits = _figures(text)
    doubled = [d if n % 2 == 0 else sum(divmod(2 * d, 10)) for n, d in enumerate(reversed(digits))]
    return 13 <= len(digits) <= 19 and any(digits) and sum(doubled) % 10 == 0


def is_belgian_national(text: str) -> bool:
    """Belgian national number: 97 minus the first nine digits modulo 97, a 2 put before them if born from 2000."""
    digits = "".join(map(str, _figures(text)))
    if len(digits) != 11 or not 0 < int(digits[9:]) <= 97:
        return False
    return any(97 - int(century + digits[:9]) % 97 == int(digits[9:]) for century in ("", "2"))


def is_nhs(text: str) -> bool:
    """NHS number of England and Wales: ten digits, the last by weights 10 to 2 modulo 11 (NHS Data Dictionary)."""
    digits = _figures(text)
    if len(digits) != 10:
        return False
    check = 11 - sum(w * d for w, d in zip(range(10, 1, -1), digits, strict=False)) % 11
    return any(digits) and check % 11 == digits[9] and check != 10


def is_pps(text: str) -> bool:
    """Irish PPS number: seven digits and a letter modulo 23, a second letter weighing nine (gov.ie)."""
    match = re.fullmatch(r"(\d{7})([A-W])([A-IW]?)", text.upper())
    if not match:
        return False
    total = sum(w * d for w, d in zip(range(8, 1, -1), _figures(match[1]), strict=True))
    total += 9 * (ord(match[3]) - 64 if match[3] and match[3] != "W" else 0)
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == match[2]


def is_phone(text: str) -> bool:
    """A national number: nine to eleven digits that are no date, time, or amount."""
    digits = _figures(text)
    dated = re.match(r"\d\d[-/.]\d\d[-/.](?:19|20)?\d\d(?!\d)", text)
    ranged = re.search(r"[–]\s*0?\d[.:]\d\d", text)
    return 9 <= len(digits) <= 11 and not dated and not ranged and digits[1] + (digits[2] if len(digits) > 2 else 0) > 0


def is_code(text: str) -> bool:
    """A case, file, or staff number by its shape: letters and figures in parts, not a date, a sum, or a model."""
    digits, letters = _figures(text), sum(c.isalpha() for c in text)
    if not letters or len(digits) < 3 or re.search(r"[-/.]$", text):
        return False
    parts = re.split(r"[-/.]", text)
    # "Airbus A-320", "2.0L", "24-uurs": one part of figures and one of letters is a model unless it has a file's length
    return len(parts) >= 3 or len(digits) >= 4 or bool(re.fullmatch(r"0\d+|\d{4,}", parts[-1]))


def is_led(text: str) -> bool:
    """What stands after a word that announces a number: at least one digit, and more than a year or a count."""
    words = text.split()
    last = words[-1] if words else ""
    if re.match(r"(?:rekening|advies|besluit|contract)\b", text.lower()) and re.search(r"\s\d{1,3}(?:\.\d{3})+$", text):
        return False  # "rekening, 6.318 euro" is a sum
    return any(c.isdigit() for c in text) and not re.fullmatch(r"(?:19|20)\d\d\.?", last.strip("(),;:"))


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "bsn": is_bsn,
    "iban": is_iban,
    "luhn": is_card,
    "belgian": is_belgian_national,
    "nhs": is_nhs,
    "pps": is_pps,
    "phone": is_phone,
    "code": is_code,
    "lead": is_led,
}
"""The checks that a rule may ask for by name."""
