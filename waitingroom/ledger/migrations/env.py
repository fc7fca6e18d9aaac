"""Runs the steps on the connection that `migrate` hands in; there is no other way to run them."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
