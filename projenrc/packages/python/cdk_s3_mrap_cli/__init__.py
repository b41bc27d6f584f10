"""Runs the command cdk-s3-mrap, a Node.js program that this package contains."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn, Optional, Sequence

PROGRAM = Path(__file__).with_name("cdk-s3-mrap.js")

# The exit code of shells for a command that they do not find. The program itself never returns it.
COMMAND_NOT_FOUND = 127

# Node.js refuses the syntax or the modules of the program before this version.
OLDEST_MAJOR_VERSION = 18


def main() -> NoReturn:
    """Runs the command with the arguments of this process, and returns its exit code."""
    # jsii reads the same variable.
    name = os.environ.get("JSII_NODE", "node")
    node = shutil.which(name)
    if node is None:
        refuse(f'no program "{name}"')
    try:
        version = read_version(node)
    except OSError as error:
        refuse(f'"{node}", which does not start: {error.strerror}')
    if version is not None and int(version.split(".")[0]) < OLDEST_MAJOR_VERSION:
        refuse(f'Node.js {version} as "{node}"')
    command = [node, str(PROGRAM), *sys.argv[1:]]
    if os.name == "posix":
        # Node.js replaces this process. It receives all signals, and its exit code is the exit code.
        os.execv(node, command)
    sys.exit(run_child(command))


def refuse(found: str) -> NoReturn:
    """Explains which program is necessary instead of the one that was found."""
    print(
        f"cdk-s3-mrap: got {found}, expected Node.js 20.19 or newer in the PATH; "
        "install it from https://nodejs.org, or set JSII_NODE to the path of its program",
        file=sys.stderr,
    )
    sys.exit(COMMAND_NOT_FOUND)


def read_version(node: str) -> Optional[str]:
    """Reads the version of a program, or returns None if the program is no Node.js."""
    answer = subprocess.run(
        [node, "--version"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    found = re.match(rb"v(\d+\.\d+\.\d+)", answer.stdout)
    return None if found is None else found.group(1).decode()


def run_child(command: Sequence[str]) -> int:
    """Runs a command in a child process and returns its exit code, because Windows cannot replace a process.

    Ctrl-C reaches both processes. Only the child process decides how the command ends.
    """
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    return subprocess.call(command)
