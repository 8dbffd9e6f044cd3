"""Everything else one does to a collection: importing, exporting, editing, organising, checking."""
