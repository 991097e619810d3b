"""The public pages: the chat, its professional twin, the practice sheets and the directory."""

from bot.web.router import build_router

__all__ = ["build_router"]
