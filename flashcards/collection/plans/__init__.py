"""Plans for the days ahead, and what they rest on: catch-ups, holidays, exams, simulations."""
