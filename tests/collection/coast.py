"""An article for the tests of what a collection does with articles."""

ARTICLE = """# Birds of the coast

Some words on birds that come first.

## Terms

Guillemot
: A black and white bird that breeds on cliffs.

Moult
: The yearly change of feathers.

## Why do gulls follow ploughs?

They eat the worms that the plough turns up.

## What they need

Sea birds need three things:

- cliffs to breed on
- fish to eat
- calm water to moult on
"""
"""Two terms, a question and a list: four candidates, six cards."""
