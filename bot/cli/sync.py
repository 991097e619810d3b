"""`relais sync`: read the directory's sources again, and report what was read, refused and why."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    from directory_sync.__main__ import main

    return int(main([word for word in (options.source, *options.rest) if word]))
