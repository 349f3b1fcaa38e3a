"""How many people fit what the text says of a source, for each adversary."""

from .adversaries import assess
from .assessment import Assessment, BaseRate, Cap, Crowd, Driver, Universe, Verdict
from .crowd import Share, estimate, estimate_between

__all__ = [
    "Assessment",
    "BaseRate",
    "Cap",
    "Crowd",
    "Driver",
    "Share",
    "Universe",
    "Verdict",
    "assess",
    "estimate",
    "estimate_between",
]
