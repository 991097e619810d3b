"""Starts the processes of the service, watches them, replaces what dies or hangs, and stops them all."""
