"""The only place that speaks SQL: the collection file, its rows, its undo and its backups."""
