"""From the TeX of a formula to lines that can be drawn: the learner reads mathematics."""
