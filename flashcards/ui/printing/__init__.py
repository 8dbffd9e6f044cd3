"""Cards on paper: to cut, to fold, or as a sheet to study from."""
