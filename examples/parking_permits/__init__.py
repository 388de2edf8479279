"""Parking permits: an application that brings a procedure to civicflow and nothing else."""

from importlib.resources import files

from civicflow.core import Module

MODULE = Module(name="parking_permits", procedures=files("parking_permits") / "procedures")
