"""What Rasa does not have and we need: a calibrated French intent classifier that knows when it does not know.

Lives in the engine's environment (Python 3.10) and imports nothing of `care` or `bot`.
"""
