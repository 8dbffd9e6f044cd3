"""The study screen: one card at a time, the learner's answer, and what came of it."""
