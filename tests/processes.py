"""Processes of their own for tests: as separate as any, but what each of them would first have to read is read once."""

from multiprocessing import get_context

PROCESSES = get_context("forkserver")
"""Each begins as a copy of a process that has read the library and done nothing: no log is open in it, no thread runs."""

PROCESSES.set_forkserver_preload(
    [
        "civicflow.flow",
        "civicflow.storage.backup",
        "civicflow.storage.postgresql_log",
        "civicflow.storage.view_tables_postgresql",
        "civicflow.exchange.freezing",
    ]
)
