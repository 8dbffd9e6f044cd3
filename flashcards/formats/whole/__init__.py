"""A whole collection as JSON: everything a learner has, in a form that any program can read."""
