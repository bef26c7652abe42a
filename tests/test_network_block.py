import socket
import subprocess
import sys

import pytest

REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_the_network_is_blocked_here():
    with pytest.raises(RuntimeError, match="may not reach the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_the_network_is_blocked_in_child_processes():
    child = subprocess.run([sys.executable, "-c", REACH], capture_output=True, text=True, check=False)
    assert "may not reach the network" in child.stderr
