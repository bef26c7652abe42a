"""Telling us what is wrong with a listing, asking us to remove it, and seeing how that case stands.

No script, no cookie, no account: what is sent goes into the inbox, and its number is the only thing to keep.
"""
