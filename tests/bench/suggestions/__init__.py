"""Hold out a labelled set of files, on which suggestions are measured and nothing is tuned."""
