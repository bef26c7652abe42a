"""Vetting a provider on a day: both answers, licenses, courses, unknowns, and questions to ask."""
