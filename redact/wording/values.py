"""What a wider wording still says of a value: the keys that survive each level."""

from __future__ import annotations

from ..draft import TEXT_KEYS, DetailType, Value

_CLASS_KEYS = {
    DetailType.OCCUPATION: ("group",),
    DetailType.EMPLOYER: ("sector",),
    DetailType.EDUCATION: ("level",),
    DetailType.FAMILY: ("kind",),
    DetailType.HEALTH: ("kind",),
    DetailType.ORIGIN: ("kind",),
    DetailType.EVENT: ("kind",),
    DetailType.TRAIT: ("kind",),
    DetailType.TRIP: ("abroad",),
    DetailType.PLACE: ("country",),
    DetailType.CHANNEL: ("channel",),
}


def trimmed(value: Value, words: str = "") -> Value | None:
    """What is still said by ``words``, a part of the draft's own: its values, and of its words those that are left.

    "Een kapper in Hulst" that becomes "een kapper" is still no other service worker: the word is the draft's own.
    """
    kept = {key: item for key, item in value.items() if key not in TEXT_KEYS or str(item).lower() in words.lower()}
    if words and "term" in value:
        kept["term"] = words.lower()
    return kept or None


def as_class(type: DetailType, value: Value) -> Value | None:
    """What is still said by the name of a wider class of the same thing: the class, where the value has one."""
    return {key: value[key] for key in _CLASS_KEYS.get(type, ()) if key in value} or None
