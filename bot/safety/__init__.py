"""The safety net: reads every message before the dialogue engine, and may only raise a level."""

from bot.safety.net import SafetyNet, SafetyVerdict, load_safety_net
from bot.safety.second_look import SecondLook, load_reader

__all__ = ["SafetyNet", "SafetyVerdict", "SecondLook", "load_reader", "load_safety_net"]
