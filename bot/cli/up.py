"""`relais up`."""

from __future__ import annotations

import argparse


def run(_options: argparse.Namespace) -> int:
    from bot.supervisor.settings import read_service_settings
    from bot.supervisor.up import up

    return up(read_service_settings())
