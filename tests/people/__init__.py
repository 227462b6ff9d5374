"""Prove who may do what, and how accounts let people in."""

from __future__ import annotations
