"""The profile of one person or clinic: everything that is known, with source and day."""
