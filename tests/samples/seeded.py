"""Run the program with ids that depend on a seed, so that building a sample again changes only what differs."""

from __future__ import annotations

import random
import secrets
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if __name__ == "__main__":
    source = random.Random(sys.argv[1])
    secrets.token_hex = lambda nbytes=None: source.randbytes(nbytes or 16).hex()
    import cli

    cli.main(sys.argv[2:])
