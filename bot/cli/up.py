"""`relais up`."""

from __future__ import annotations

import argparse


def run(_options: argparse.Namespace) -> int:
    from bot.supervisor.up import up
    from care.settings import load_settings

    return up(load_settings())
