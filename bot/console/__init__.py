"""The coordination team's pages: the work list, the conversations, and every act by name."""

from bot.console.router import build_router

__all__ = ["build_router"]
