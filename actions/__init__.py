"""The action server: thin actions that call the domain for the dialogue engine."""
