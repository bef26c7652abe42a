"""Retention: deletes logs, details of runs and the texts of settled cases when their time is over."""
