"""One module per format of articles: text in, blocks out."""
