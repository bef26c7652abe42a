"""What an operator has to know of a home: one file for each thing that is looked at."""
