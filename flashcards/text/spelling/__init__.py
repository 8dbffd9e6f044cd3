"""Spelling: which words of a field are checked, and the dictionary, in a process of its own."""
