"""The history of one practitioner or clinic, for operators: ids, listings, values, decisions, runs."""
