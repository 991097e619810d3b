"""The HTTP API of the contract, under /api/v1."""
