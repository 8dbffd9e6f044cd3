"""What things are: values, ids, choices and errors that every other part speaks in."""
