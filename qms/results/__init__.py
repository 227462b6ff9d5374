"""Measures, values, surveys and registers: read from spreadsheets, counted, and shown with where each number stands."""
