"""The learner's language: which one it is, what texts are in it, how it writes numbers."""
