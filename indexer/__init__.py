"""Turn files into text, and text into search.

A leaf: it never imports the domain and knows nothing of indicators. Files are found (`scan`), read in worker
processes (`extract`), normalised and analysed (`text`), and kept in a disposable index (`index`).
"""
