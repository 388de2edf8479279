"""Files of procedures, wherever they lie: with another application, or in a folder of the authority."""

from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

from civicflow.core.module import Module
from civicflow.errors import ProcedureError
from civicflow.procedures import Procedure, read_procedure


def procedure_texts(*places: Traversable) -> Mapping[str, str]:
    """
    The text of each file of a procedure by its path.

    Args:
        places: Folders with TOML files, or single files.

    Raises:
        ProcedureError: When one of them cannot be opened, or is no text.
    """
    return {str(file): _text(file) for place in places for file in _files(place)}


def procedures_of(modules: Iterable[Module]) -> tuple[Procedure, ...]:
    """
    The procedures that applications bring, by code and version; they hold once somebody has published them.

    Args:
        modules: All that an application uses.

    Raises:
        ProcedureError: When a file cannot be opened.
        UnsoundProcedureError: When one of them cannot be carried out.
    """
    places = (module.procedures for module in modules if module.procedures is not None)
    read = (read_procedure(file, text) for file, text in procedure_texts(*places).items())
    return tuple(sorted(read, key=lambda procedure: (procedure.procedure, procedure.version)))


def _files(place: Traversable) -> list[Traversable]:
    if not place.is_dir():
        return [place]
    try:
        return sorted((each for each in place.iterdir() if each.name.endswith(".toml")), key=str)
    except OSError:
        raise ProcedureError(file=str(place), line=1, problem="cannot-be-opened") from None


def _text(file: Traversable) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        raise ProcedureError(file=str(file), line=1, problem="cannot-be-opened") from None
    except UnicodeDecodeError:
        raise ProcedureError(file=str(file), line=1, problem="wrong-encoding") from None
