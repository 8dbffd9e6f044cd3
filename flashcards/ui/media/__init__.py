"""Media: files nothing shows, to put into the bin, and files that are missing, to bring back."""
