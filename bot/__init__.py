"""The front door: channels, HTTP API, console and safety net."""
