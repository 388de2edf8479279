"""Message catalogues: the texts that each module brings for a language, found by key."""

import gettext
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import NamedTuple, Self

from civicflow.core.module import Module
from civicflow.errors import UnknownNameError

LANGUAGES = ("vi", "en")
"""The languages that every message of civicflow exists in."""

CORE = "core"
"""The catalogue of what belongs to no aggregate: errors, headings, forms of dates."""


class Text(NamedTuple):
    """A text as a catalogue has it, and the module whose catalogue it is."""

    text: str
    module: str


class Catalogues:
    """
    The texts of several modules in one language.

    Args:
        texts: For each module its compiled catalogue, in the order in which they are asked.
    """

    def __init__(self, texts: Mapping[str, gettext.GNUTranslations]) -> None:
        self._texts = texts
        self._found: dict[tuple[str, str], Text | None] = {}

    @classmethod
    def of(cls, language: str, modules: Iterable[Module]) -> Self:
        """
        Read the catalogues that modules bring; a module without one brings no texts.

        Args:
            language: ``vi`` or ``en``, or another that all their ``locale`` folders have.
            modules: Civicflow's own, and those of another application with their ``locale`` folder.

        Raises:
            UnknownNameError: When civicflow itself has no texts in that language and no module brings any.
        """
        own = files("civicflow.messages") / "locale"
        places = {CORE: own} | {module.name: module.locale or own for module in modules}
        read = {name: _read(place, language, name) for name, place in places.items()}
        texts = {name: text for name, text in read.items() if text is not None}
        if not texts:
            raise UnknownNameError(field="language", problem="unknown", value=language)
        return cls(texts)

    def find(self, key: str, module: str = "") -> Text | None:
        """
        The text of a key: that of a module if it has one, else that of the first which has.

        Args:
            key: Such as ``event.task.assigned`` or ``state.submitted``.
            module: The module that is asked first.
        """
        wanted = key, module
        if wanted not in self._found:
            names = (module, *self._texts) if module in self._texts else tuple(self._texts)
            texts = ((name, self._texts[name].gettext(key)) for name in names)
            self._found[wanted] = next((Text(text, name) for name, text in texts if text != key), None)
        return self._found[wanted]


def _read(place: Traversable, language: str, name: str) -> gettext.GNUTranslations | None:
    compiled = place / language / "LC_MESSAGES" / f"{name}.mo"
    return gettext.GNUTranslations(BytesIO(compiled.read_bytes())) if compiled.is_file() else None
