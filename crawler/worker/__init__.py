"""The worker that does what is due: crawls by schedule, stages after them, watches."""
