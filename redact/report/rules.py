"""What a rule or a detector is called for a reader: its kind, and an example of what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from ..draft import Lang
from .words import Words


def rule_name(rule: str, lang: Lang, words: Words) -> str:
    """The name of ``rule`` of the detector of ``lang``, in the language of ``words``."""
    if words.has(f"detector.{rule}"):
        return words(f"detector.{rule}")
    topic = f"topic.{rule.partition('.')[0]}"
    name = words(topic) if words.has(topic) else words("topic.other", name=rule)
    example = examples(lang).get(rule)
    return words("explain.as_in", rule=name, example=example) if example else name


@lru_cache(maxsize=2)
def examples(lang: Lang) -> Mapping[str, str]:
    """For each rule of ``lang`` a few words in which it finds something."""
    table = files(__package__).joinpath(f"data/rules_{lang.value}.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {rule: example for rule, _, example in rows}
