"""Test the pages: over HTTP without a browser, and in a real one where only that can tell."""
