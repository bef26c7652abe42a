"""The profile of one person or clinic: everything that is known, from where and since when."""
