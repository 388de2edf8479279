"""The form of the tick for a timetable such as cron: what has fallen due is told, once, and printed."""

from civicflow.cli.terminal import Terminal


def tick(*, terminal: Terminal) -> int:
    """
    Give every reminder, alert and escalation that has fallen due since the last time, and print them; call it every few minutes.

    Where the passing of a term ends the step of a dossier, the dossier goes on.

    Args:
        terminal: Where the store is and the result goes.
    """
    with terminal.open() as flow:
        ticked = flow.tick()
    terminal.show(ticked.given)
    if ticked.passed:
        terminal.say(f"{terminal.words.heading('terms_passed')}: {len(ticked.passed)}")
    if not ticked.given and not ticked.passed:
        terminal.say(terminal.words.heading("nothing_fell_due"))
    return 0
