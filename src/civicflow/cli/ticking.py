"""The form of the tick for a timetable such as cron: what has fallen due is told, once, and printed."""

from civicflow.cli.terminal import Terminal


def tick(*, terminal: Terminal) -> int:
    """
    Give every reminder, alert and escalation that has fallen due since the last time, and print them; call it every few minutes.

    Args:
        terminal: Where the store is and the result goes.
    """
    with terminal.open() as flow:
        given = flow.tick().given
    terminal.show(given)
    if not given:
        terminal.say(terminal.words.heading("nothing_fell_due"))
    return 0
