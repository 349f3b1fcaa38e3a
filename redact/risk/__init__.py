"""How many people fit what the text says of a source, for each adversary."""
