"""What an operator has to know of a home: one file for each thing that is looked at, one command that says it all."""

from index.doctor.cli import doctor

__all__ = ["doctor"]
