"""Outside sources read into the regional directory, with a report of what was kept and refused."""
