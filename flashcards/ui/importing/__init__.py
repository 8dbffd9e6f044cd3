"""Bringing files in and out, and bringing an earlier state back."""
