"""Keeps when each field was written and by whom, and takes in what other machines wrote."""
