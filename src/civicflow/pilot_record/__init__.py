"""pilot_record."""

from civicflow.core.module import Module

MODULE = Module(name="pilot_record")
