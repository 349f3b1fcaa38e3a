"""What the form of a text tells of whose its details are, before any of it is weighed.

The corrections and the story file come first, then who is spoken of in public or brought in by name, then who is taken
up again, then notes and their headings. Read by :mod:`.persons`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..draft import Detail
from .clues import Clue
from .interview import told_in_answers
from .notes import leaders_in_notes
from .orders import Orders
from .scene import Scene
from .taken_up import introduced_by_name, leaders, spoken_in_public, told_of_public, wrote_as_source


@dataclass(frozen=True)
class Known:
    """``fixed``, ``leaders``, and ``answers`` are those of :func:`~.assign.assign`.

    ``orders`` are with the leaders that notes tell.
    """

    fixed: Mapping[str, int | None]
    leaders: Mapping[str, str]
    orders: Orders
    answers: frozenset[str]


def known_by_form(
    scene: Scene, clues: Sequence[Clue], details: Sequence[Detail], orders: Orders, sources: int
) -> Known:
    """What is known of ``details``, which ``clues`` are of, besides ``orders``; ``sources`` are in the story file."""
    public = (*spoken_in_public(scene, clues), *told_of_public(scene, clues))
    fixed = dict.fromkeys(public) | dict(orders.fixed)
    grouped = (*wrote_as_source(scene, clues), *introduced_by_name(scene, clues))
    for number, named in enumerate(grouped, sources + len(details)):
        if not fixed.keys() & {*named}:
            fixed |= dict.fromkeys(named, number)
    taken_up = {id: leader for id, leader in leaders(scene, clues).items() if id not in fixed}
    places = {clue.detail.id: n for n, clue in enumerate(clues)}
    # An adjective before words that the story file calls somebody by follows them: they tell who was met before.
    fixed |= {id: fixed[one] for id, one in taken_up.items() if one in fixed and places[one] < places[id]}
    noted = leaders_in_notes(scene.text, sorted(details, key=lambda detail: detail.span))
    orders = replace(orders, leaders=replace(orders, fixed=fixed).after(noted).leaders)
    led = {*fixed, *orders.leaders, *orders.leaders.values()}
    taken_up = {id: leader for id, leader in taken_up.items() if id not in led and leader not in orders.leaders}
    return Known(fixed, {**taken_up, **orders.leaders}, orders, told_in_answers(scene, clues))
