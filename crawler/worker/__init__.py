"""The worker: crawls on schedule, then resolves and publishes; takes in the inbox meanwhile."""
