"""The command line, `relais …`: what the people who run the service type."""
