"""Starts the simulator as a program of its own."""
import json
import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from typing import Any, Dict, List, Optional, Sequence

from .redirect import redirect
from .simulation import Simulation

# The program of the package cdk-s3-mrap, which does not need npm.
INSTALLED_MODULE = "cdk_s3_mrap_cli"


def start_simulator(
    members: Sequence[str] = ("eu-west-1", "us-east-1"),
    *,
    assembly: Optional[str] = None,
    lag: float = 0,
    command: Optional[Sequence[str]] = None,
) -> Simulation:
    """Starts a simulator and sends all requests of boto3 for AWS to it.

    :param members: The Regions of the members.
    :param assembly: A folder with templates (cdk.out), from which the simulator creates buckets and access points.
    :param lag: The seconds until a write arrives in another Region.
    :param command: The command that starts the simulator. Default: the variable CDK_S3_MRAP_COMMAND, the installed
        Python package cdk-s3-mrap, or npx.
    """
    for name, value in (("members", members), ("command", command)):
        if isinstance(value, str):
            raise TypeError(f"{name} is {value!r}, expected a list of texts; write {shlex.split(value)}")
    source = ["--members", ",".join(members)] if assembly is None else [assembly]
    program = _start([
        *(command or _find_command()), "simulate", *source, "--lag", f"{lag}s", "--json", "--port", "0",
    ])
    try:
        description = _read_description(program)
    except BaseException:
        _end(program)
        raise

    def stop() -> None:
        redirect.remove(simulation.endpoint)
        _end(program)

    simulation = Simulation(description, stop)
    redirect.add(simulation.endpoint)
    return simulation


def _find_command() -> List[str]:
    command = os.environ.get("CDK_S3_MRAP_COMMAND")
    if command:
        return shlex.split(command)
    if find_spec(INSTALLED_MODULE) is not None:
        return [sys.executable, "-m", INSTALLED_MODULE]
    return ["npx", "--yes", "cdk-s3-mrap-cli"]


def _start(command: Sequence[str]) -> "subprocess.Popen[str]":
    try:
        # The simulator ends when its standard input closes, also if this process ends without a call of stop.
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    except OSError as error:
        raise RuntimeError(
            f'the simulator does not start: {error.strerror}: "{command[0]}"; install Node.js 20.19 or newer, which '
            "contains npx, or set CDK_S3_MRAP_COMMAND to a command such as node cdk-s3-mrap.js"
        ) from error


def _read_description(program: "subprocess.Popen[str]") -> Dict[str, Any]:
    assert program.stdout is not None
    line = program.stdout.readline()
    if not line:
        raise RuntimeError(
            f"the simulator ended with {program.wait()}: {_show_command(program)}; its error output contains the reason"
        )
    try:
        description: Dict[str, Any] = json.loads(line)
    except ValueError as error:
        raise RuntimeError(
            f"the simulator printed {line!r}, expected JSON: {_show_command(program)}; correct the command"
        ) from error
    return description


def _show_command(program: "subprocess.Popen[str]") -> str:
    return shlex.join(program.args)  # type: ignore[arg-type]


def _end(program: "subprocess.Popen[str]") -> None:
    for pipe in (program.stdin, program.stdout):
        if pipe is not None:
            pipe.close()
    program.wait()
