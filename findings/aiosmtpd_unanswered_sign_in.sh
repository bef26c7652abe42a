#!/usr/bin/env bash
# Guess:     an authenticator that returns `AuthResult(success=False)` makes the server answer 535.
# Behavior:  aiosmtpd 1.4.6 takes `handled` for true unless it is given, and sends nothing: the client waits for its
#            answer until its own timeout ends. The type's text says so; the name of the field and its default do not.
# Why:       a test of a wrong password hangs, or passes as a broken connection in place of a refusal.
# Seen:      2026-11-30, on PyPI's aiosmtpd 1.4.6 and Python 3.11.
. "$(dirname "$0")/environment.sh"
install aiosmtpd==1.4.6
cat >"$folder/signs_in.py" <<'PYTHON'
import smtplib
import socket
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

more = {"handled": False} if sys.argv[1:] else {}
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
controller = Controller(
    object(),
    hostname="127.0.0.1",
    port=port,
    auth_require_tls=False,
    authenticator=lambda *_: AuthResult(success=False, **more),
)
controller.start()
session = smtplib.SMTP("127.0.0.1", port, local_hostname="test", timeout=3)
try:
    session.login("user", "wrong")
except smtplib.SMTPException as error:
    print(type(error).__name__)
session.close()
controller.stop()
PYTHON
default=$("$folder/venv/bin/python" -W ignore "$folder/signs_in.py")
given=$("$folder/venv/bin/python" -W ignore "$folder/signs_in.py" handled)
echo "a wrong password: $default with the default, $given with handled=False"
[ "$default" = SMTPServerDisconnected ] && [ "$given" = SMTPAuthenticationError ]
