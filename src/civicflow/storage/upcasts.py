"""How events written by earlier releases are brought up to today's fields: one step a version, on plain dicts."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

Upcast: TypeAlias = Callable[[dict[str, object]], dict[str, object]]

UPCASTS: Mapping[str, tuple[Upcast, ...]] = {}
"""By topic: the step from schema 1 to 2, from 2 to 3, and so on. A step is never changed once released."""
