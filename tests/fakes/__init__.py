"""Outside services played on this machine."""
