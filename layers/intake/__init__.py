"""A laboratory's spreadsheet or a public data set, turned into validated tables.

One intake for the command line and the page: read the cells, find the table, recognise its
columns, convert, check; everything found is said by row and column.
"""

from layers.intake.faults import Fault, Faults, IntakeError
from layers.intake.intake import Intake, read_intake
from layers.intake.words import Words

__all__ = ["Fault", "Faults", "Intake", "IntakeError", "Words", "read_intake"]
