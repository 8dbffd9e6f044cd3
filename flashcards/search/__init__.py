"""The query language of the search box: parser, tree and writer."""
