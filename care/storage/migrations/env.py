"""Alembic's entry: migrates the database handed over by `Database.migrate`."""

from alembic import context

from care.storage import (  # noqa: F401
    booking,
    conversations,
    directory,
    followup,
    operations,
    people,
    requests,
)
from care.storage.base import Base

database = context.config.attributes["database"]

with database.engine.connect() as connection:
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_as_batch=database.is_sqlite
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
