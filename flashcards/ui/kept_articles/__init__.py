"""What the window does with articles that are kept: sources, coverage, reading, changes."""
