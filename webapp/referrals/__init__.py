"""Pages and files for somebody who refers: the list, the comparison and the sheets of the providers they chose.

There is no account and no cookie: ids are in the address.
"""
