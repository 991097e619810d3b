"""Conversations as they are kept: the masked transcript, protected contacts, state, and erasure."""
