"""Measure the program against plain references on the same machine (design section 8)."""
