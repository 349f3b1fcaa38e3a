"""The redaction engine: what a draft gives away about its sources, and how to say less."""
