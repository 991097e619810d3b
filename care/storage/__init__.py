"""Tables, migrations and transactions: SQLite by default, PostgreSQL by one setting."""
