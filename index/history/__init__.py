"""Everything that ever was with one practitioner or clinic, for operators: ids, listings, values, decisions."""
