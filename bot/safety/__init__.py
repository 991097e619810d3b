"""The safety net: reads every message before the dialogue engine, and may only raise a level."""

from bot.safety.net import SafetyNet, SafetyVerdict, load_safety_net

__all__ = ["SafetyNet", "SafetyVerdict", "load_safety_net"]
