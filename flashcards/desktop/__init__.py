"""What the learner's desktop does for the program: it reminds, and starts it with itself."""
