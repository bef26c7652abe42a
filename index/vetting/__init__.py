"""What a record comes to on a day: both answers, licenses, courses, what is unknown, and what to ask."""
