"""The pages that follow from the code say what the code says."""

import pytest

from civicflow.core.command import name_of
from civicflow.flow import MODULES
from civicflow.organization.events import Office
from civicflow.storage.catalogue import MECHANISM
from docs.pages import DOCS, PAGES, holds
from docs.words import ALL, EN, VI

GLOSSARY = (DOCS / "explanation" / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_what_the_code_says(path):
    """``./run python -m docs.pages`` writes it anew."""
    assert path.read_text("utf-8") == PAGES[path]()


def test_the_glossary_names_every_command_event_and_office():
    """In both languages, beside the word of the code; none by the word of the code alone."""
    said: dict[str, tuple[str, str]] = {}
    for module in ALL:
        said |= {f"`{it.__name__}`": (EN.title(it), VI.title(it)) for it in module.commands}
        said |= {f"`{it.topic}`": (EN.title(it), VI.title(it)) for it in module.events}
    unsaid = {name_of(it) for module in ALL for it in module.commands} | {code.strip("`") for code in said}

    assert [code for code, (en, vi) in said.items() if f"| {en} | {vi} | {code} |" not in GLOSSARY] == []
    assert [code for code, (_, vi) in said.items() if vi in unsaid] == []
    for office in Office:
        assert f"| `{office.value}` |" in GLOSSARY


def test_every_field_of_every_event_is_said_in_words():
    """A field of a type without words would stop the page."""
    page = (DOCS / "reference" / "events.md").read_text("utf-8")

    assert {event.topic for module in (MECHANISM, *MODULES) for event in module.events} == {
        line.removeprefix("### `").rstrip("`") for line in page.splitlines() if line.startswith("### `")
    }
    with pytest.raises(KeyError):
        holds(float)
