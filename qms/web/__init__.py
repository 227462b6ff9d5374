"""Serve the local web application: pages that call the same services as the commands and hold no rule of their own."""
