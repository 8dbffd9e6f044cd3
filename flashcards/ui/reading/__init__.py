"""Reading an article first: one column, highlights, and cards made on the way."""
