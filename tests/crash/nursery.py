"""Where the processes that will be killed are born."""

import multiprocessing

PRELOADED = [
    "tests.crash.desk_process",
    "tests.crash.worker_process",
    "alembic.command",
    "sqlalchemy.dialects.sqlite.aiosqlite",
]


def nursery() -> multiprocessing.context.ForkServerContext:
    """Each child is a fork of a process that has imported everything and done nothing.

    It is born in a few milliseconds where a fresh interpreter takes a second. All who are born in
    one test run have the same nursery, so it has to know all kinds of them.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context
