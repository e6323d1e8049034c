"""Alembic's entry: runs on the connection that `bot.store.migrate` hands over,
or, for `alembic revision` by hand, on the database of `-x url=…`.
"""

from alembic import context
from sqlalchemy import Connection

from bot.store.db import make_engine
from bot.store.tables import Base


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a column; Alembic copies the table instead.
        render_as_batch=True,
        user_module_prefix="columns.",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.get_x_argument(as_dictionary=True)["url"]
    with make_engine(url).connect() as opened:
        run(opened)
        opened.commit()
