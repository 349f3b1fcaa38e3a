"""How many people fit what the text says of a source, for each adversary.

:func:`.adversaries.assess` is what the planner calls, :func:`.crowd.estimate` is usable by itself, and
:mod:`.assessment` holds what both return. Nothing is imported here, so that a command that only shows results, or only
scans, does not load the estimator.
"""
