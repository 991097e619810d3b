"""Triage: facts in, an explained level out. Pure and deterministic; the rules are data in `data/protocols/`."""
