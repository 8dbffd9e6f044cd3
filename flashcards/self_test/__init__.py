"""Tries out every part of an installed program, so that no learner finds what a package lacks."""
