"""Finds what sentences define: how terms, meanings and what joins them are worded."""
