"""Everything a collection knows, out into one open file and in again: leave whenever you like."""
