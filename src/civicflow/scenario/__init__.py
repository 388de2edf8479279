"""Invented administrations whose months are told command by command: the demonstration, and a city of any size."""
