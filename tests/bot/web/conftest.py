"""The browser and the running service, for the tests of the chat."""

from tests.bot.web.browsing import chromium, phone, site

__all__ = ["chromium", "phone", "site"]
