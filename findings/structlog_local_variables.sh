#!/usr/bin/env bash
# Guess:     `log.exception("failed")` writes the traceback that Python would print.
# Behavior:  structlog 26.1.0 with its default set-up writes the local variables of every frame too, as soon as the
#            package rich is installed, by whatever other package asked for it.
# Why:       what a person wrote into a form stands in the log of the program that could not keep it.
# Seen:      2026-11-29, on PyPI's structlog 26.1.0 and rich 15.
. "$(dirname "$0")/environment.sh"
install structlog==26.1.0
cat >"$folder/fails.py" <<'PYTHON'
import structlog


def keep(message):
    raise OSError("the disk is full")


try:
    keep("a marker that nobody logged")
except OSError:
    structlog.get_logger().exception("failed")
PYTHON
count() { "$folder/venv/bin/python" "$folder/fails.py" 2>&1 | grep -c "message = 'a marker" || true; }
without=$(count)
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check rich
with=$(count)
echo "lines with the local variable: $without without rich, $with with it"
[ "$without" = 0 ] && [ "$with" -gt 0 ]
