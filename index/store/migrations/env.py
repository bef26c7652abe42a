"""Runs the migrations on the connection that `index.store.database.migrate` passes."""

from alembic import context

from index.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
