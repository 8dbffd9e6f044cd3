"""Writing notes: the window for a new one, the editor of an existing one, and their parts."""
