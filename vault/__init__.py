"""The vault: who the sources are, kept in standard age files that only named editors can open.

Imports nothing, so that a command that needs one module of it loads that module alone. It never imports ``redact``.
"""
