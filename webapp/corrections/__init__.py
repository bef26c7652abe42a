"""Forms to correct or remove a listing, and the page of a case.

No script, no cookie, no account: what is sent goes into the inbox, and the case number is all that a sender needs.
"""
