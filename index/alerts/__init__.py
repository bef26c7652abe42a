"""Alerts to the operator: the notice of a trouble, and the channels that deliver it."""
