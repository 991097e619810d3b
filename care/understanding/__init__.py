"""French text to facts: pure, deterministic, no network. Nothing here stores or logs what was written."""
