"""Runs the command cdk-s3-mrap, a Node.js program that this package contains."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn, Sequence

PROGRAM = Path(__file__).with_name("cdk-s3-mrap.js")

# The exit code of shells for a command that they do not find. The program itself never returns it.
COMMAND_NOT_FOUND = 127


def main() -> NoReturn:
    """Runs the command with the arguments of this process, and returns its exit code."""
    # jsii reads the same variable.
    name = os.environ.get("JSII_NODE", "node")
    node = shutil.which(name)
    if node is None:
        print(
            f'cdk-s3-mrap: got no program "{name}", expected Node.js 20.19 or newer in the PATH; '
            "install it from https://nodejs.org, or set JSII_NODE to the path of its program",
            file=sys.stderr,
        )
        sys.exit(COMMAND_NOT_FOUND)
    command = [node, str(PROGRAM), *sys.argv[1:]]
    if os.name == "posix":
        # Node.js replaces this process. It receives all signals, and its exit code is the exit code.
        os.execv(node, command)
    sys.exit(run_child(command))


def run_child(command: Sequence[str]) -> int:
    """Runs a command in a child process and returns its exit code, because Windows cannot replace a process.

    Ctrl-C reaches both processes. Only the child process decides how the command ends.
    """
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    return subprocess.call(command)
