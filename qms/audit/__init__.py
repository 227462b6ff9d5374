"""Audit rounds: what an auditor draws, finds and follows up."""
