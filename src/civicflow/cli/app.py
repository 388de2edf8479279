"""
The command line, put together: verbs, what every verb takes, and what an end means.

Another application adds its own with ``run(modules=…, verbs=…)``, or with entry points in the groups
``civicflow.modules`` and ``civicflow.verbs``:

    def balance(person: str, *, terminal: Terminal) -> int:
        \"\"\"Print the days of leave that a person has left.\"\"\"

    sys.exit(run(modules=(leave.MODULE,), verbs=(balance,)))
"""

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from importlib.metadata import version
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import App, CycloptsError, Parameter
from cyclopts.help import DefaultFormatter, PanelSpec
from rich.box import SIMPLE

from civicflow.cli import (
    backups,
    demonstration,
    history,
    inquiring,
    ordering,
    reacting,
    recording,
    reviewing,
    scenarios,
    schema,
    ticking,
    upkeep,
)
from civicflow.cli.calendar import CALENDAR
from civicflow.cli.directory import PEOPLE
from civicflow.cli.options import LANGUAGE_SAID_BY, Everywhere, Language
from civicflow.cli.outbox import OUTBOX
from civicflow.cli.plugged import plugged_modules, plugged_verbs, values_of
from civicflow.cli.procedures import PROCEDURES
from civicflow.cli.regulations import REGULATIONS
from civicflow.cli.terminal import DEFAULT_STORE, Terminal
from civicflow.errors import CivicflowError

if TYPE_CHECKING:
    from civicflow.core.module import Module

Verb: TypeAlias = Callable[..., int | None]
"""A function whose parameters are arguments and options; it takes a ``terminal`` and returns its exit code."""

VERBS: tuple[Verb, ...] = (
    demonstration.demo,
    scenarios.scenario,
    recording.record,
    history.trail,
    history.events,
    inquiring.why,
    ordering.execute,
    ordering.check,
    ticking.tick,
    reviewing.review,
    reviewing.again,
    schema.schema,
    reacting.run,
    upkeep.replay,
    upkeep.status,
    upkeep.migrate,
    backups.backup,
    backups.restore,
)

QUESTIONS = {
    "ask": "Ask a question; answered from the events and from nothing else.",
    "freeze": "Freeze the answer to a question for a review: one line of JSON, with which it can be asked again.",
    "explain": "Say how one --figure of an answer was reckoned, from which events and dated rules; without it, list them all.",
    "compare": "Say in what an answer would differ under the --regulations of a folder, and because of what; exit code 1 if it does.",
    "changes": "Say in what an answer has changed --since an instant, and why; exit code 1 if it has.",
}
"""The verbs under which each question is a verb of its own, with the same options."""

DONE, USAGE, INTERRUPTED = 0, 2, 130


def run(
    tokens: Sequence[str] | None = None, *, modules: "Iterable[Module]" = (), verbs: Iterable[Verb] = ()
) -> int:
    """
    Run one command line.

    Args:
        tokens: What stands on it; that of the process when left out.
        modules: The modules of another application.
        verbs: The verbs of another application, each named after its function.

    Returns:
        0 when all is well, 1 when something was found or refused, 2 when the command line or a field of the input
        cannot be understood, 3 when a log, a mapping, a file or the store cannot be read.
    """
    given = tuple(sys.argv[1:] if tokens is None else tokens)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    extra = tuple(modules)
    try:
        extra = (*extra, *plugged_modules(given))
        app = build(modules=extra, verbs=verbs, asking=QUESTIONS.keys() & set(given))
        result = app.meta(given, result_action="return_value", exit_on_error=False, print_error=False)
        sys.stdout.flush()
    except CycloptsError as error:
        return _misused(error, given)
    except CivicflowError as error:
        return _failed(error, given, extra)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    return result if isinstance(result, int) else DONE


def build(
    *,
    modules: "Iterable[Module]" = (),
    verbs: Iterable[Verb] = (),
    asking: Collection[str] = QUESTIONS.keys(),
) -> App:
    """
    The command line, ready to be run by ``App.meta`` or to be shown.

    Args:
        modules: The modules of another application.
        verbs: Its verbs.
        asking: Of ``QUESTIONS``, the verbs under which questions are wanted; what they are is known only when all modules
            are loaded, and each of them takes its time.
    """
    extra = tuple(modules)
    app = App(
        name="civicflow",
        help="Decide, record and account for the work of a public administration.",
        version=lambda: version("civicflow"),
        help_formatter=DefaultFormatter(panel_spec=PanelSpec(box=SIMPLE, padding=(0, 0))),
        default_parameter=Parameter(negative=()),
    )
    for name, said in QUESTIONS.items():
        app.command(App(name=name, help=said))
    for group in (PEOPLE, REGULATIONS, CALENDAR, PROCEDURES, OUTBOX):
        app.command(group)
    for verb in (*VERBS, *verbs):
        app.command(verb)
    for point in plugged_verbs():
        app.command(point.value, name=point.name)
    if asking:
        _add_questions(app, asking, Terminal(extra=extra).modules)
    app.meta.suppress_keyboard_interrupt = False
    app.meta.default(_launch(app, extra))
    return app


def _add_questions(app: App, asking: Collection[str], modules: "Iterable[Module]") -> None:
    from civicflow.cli.asking import freezing_verb_of, verb_of
    from civicflow.cli.comparing import changing_verb_of, comparing_verb_of
    from civicflow.cli.explaining import explaining_verb_of
    from civicflow.core.command import name_of

    verbs = {
        "ask": verb_of,
        "freeze": freezing_verb_of,
        "explain": explaining_verb_of,
        "compare": comparing_verb_of,
        "changes": changing_verb_of,
    }
    for question in (question for module in modules for question in module.questions):
        for name in asking:
            app[name].command(verbs[name](question), name=name_of(question))


def _launch(app: App, extra: "tuple[Module, ...]") -> Verb:
    """What every verb takes may stand anywhere on the line; the rest is the verb's."""

    def launch(
        *rest: Annotated[str, Parameter(show=False, allow_leading_hyphen=True)],
        everywhere: Everywhere | None = None,
    ) -> int | None:
        verb, bound, injected = app.parse_args(rest, exit_on_error=False, print_error=False)
        if "terminal" in injected:
            bound.arguments["terminal"] = _terminal(everywhere or Everywhere(), extra)
        found: int | None = verb(*bound.args, **bound.kwargs)
        return found

    return launch


def _terminal(everywhere: Everywhere, modules: "tuple[Module, ...]") -> Terminal:
    return Terminal(
        store=everywhere.store or DEFAULT_STORE,
        form=everywhere.format,
        language=everywhere.lang,
        extra=modules,
    )


def _misused(error: CycloptsError, tokens: Sequence[str]) -> int:
    """Say what is wrong with the command line; nothing else is loaded for that."""
    from civicflow.cli.usage import usage_error

    terminal = Terminal(language=_language(tokens))
    terminal.say(f"civicflow: {terminal.own_words.error(usage_error(error))}")
    return USAGE


def _failed(error: CivicflowError, tokens: Sequence[str], modules: "tuple[Module, ...]") -> int:
    """Say what went wrong and what that means for the exit code."""
    from civicflow.cli.endings import exit_code

    terminal = Terminal(language=_language(tokens), extra=modules)
    terminal.say(f"civicflow: {terminal.words.error(error)}")
    return exit_code(error)


def _language(tokens: Sequence[str]) -> Language:
    """The language of errors, also when the rest of the command line cannot be understood."""
    said = [*values_of("--lang", tokens), os.environ.get(LANGUAGE_SAID_BY, "")]
    return "vi" if said[0] == "vi" else "en"
