"""Small procedures for tests, written as short as they can be."""

from civicflow.procedures import Outcome, Procedure, Role, StepDefinition, Title

TITLE = Title(vi="Bước", en="Step")


def outcome(code: str, *leads_to: str, closes: str | None = None, withdraws: tuple[str, ...] = ()) -> Outcome:
    """An outcome that leads to some steps, or closes the dossier."""
    return Outcome(outcome=code, title=TITLE, leads_to=leads_to, closes=closes, withdraws=withdraws)


def step(code: str, *outcomes: Outcome, **more: object) -> StepDefinition:
    """A step with its outcomes; work of a clerk unless said otherwise."""
    given: dict[str, object] = {"role": "clerk"} if more.get("kind", "work") in {"work", "wait"} else {}
    return StepDefinition(step=code, title=TITLE, outcomes=outcomes, **(given | more))  # type: ignore[arg-type]


CLERK = Role(role="clerk", title=TITLE, held_by="members")


def procedure(*steps: StepDefinition, opens_with: tuple[str, ...] = (), **more: object) -> Procedure:
    """A procedure of some steps, opened with the first of them unless said otherwise."""
    given: dict[str, object] = {
        "procedure": "one-stop",
        "version": 1,
        "title": TITLE,
        "since": "2020-01-01",
        "instrument": "QĐ 1/2020",
        "term": "10 working_days",
        "roles": (CLERK,),
        "opens_with": opens_with or (steps[0].step,),
    }
    return Procedure(steps=steps, **(given | more))  # type: ignore[arg-type]
