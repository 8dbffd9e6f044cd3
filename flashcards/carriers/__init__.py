"""Brings what one device knows to the others, by way of a folder they all see."""
