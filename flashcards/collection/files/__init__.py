"""Files in and out: deck files, pictures, backups, and the proof that all is well."""
