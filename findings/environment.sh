# Sourced by every script here: pinned public packages in a folder of their own, which goes when the script ends.
# After it, `run_python` runs the Python on standard input in that environment, without Pinpoint.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

install() { # install PACKAGE==VERSION ...
    "${PYTHON:-python3}" -m venv "$folder/venv"
    "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@"
    echo "installed: $*"
}

run_python() {
    (cd "$folder" && "$folder/venv/bin/python" -)
}
