"""Makes one collection of what several machines wrote, and keeps them in step."""
