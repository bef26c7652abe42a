"""Accounts of operators: users and roles, passwords, sessions, and the throttle of sign-ins, all in the store."""
