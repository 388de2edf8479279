"""How far long work has come: a bar on a terminal, silence anywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """
    Something to tell how much is done, and of how much; as long as nothing is told, there is no bar.

    Args:
        title: What is being done.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(title, total=None)

    def told(done: int, whole: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=whole)

    try:
        yield told
    finally:
        bar.stop()
