"""employee."""

from civicflow.core.module import Module

MODULE = Module(name="employee")
