"""Starts the simulator as a program of its own."""
import json
import os
import shlex
import subprocess
from typing import Optional, Sequence

from .redirect import redirect
from .simulation import Simulation

DEFAULT_COMMAND = "npx --yes cdk-s3-mrap-cli"


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
    :param command: The command that starts the simulator. Default: the variable CDK_S3_MRAP_COMMAND, or npx.
    """
    start = list(command or shlex.split(os.environ.get("CDK_S3_MRAP_COMMAND", DEFAULT_COMMAND)))
    source = ["--members", ",".join(members)] if assembly is None else [assembly]
    # The simulator ends when its standard input closes, also if this process ends without a call of stop.
    program = subprocess.Popen(
        [*start, "simulate", *source, "--lag", f"{lag}s", "--json", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    line = program.stdout.readline()
    if not line:
        raise RuntimeError(f"the simulator ended with {program.wait()}")

    def stop() -> None:
        redirect.endpoint = None
        program.stdin.close()
        program.wait()
        program.stdout.close()

    simulation = Simulation(json.loads(line), stop)
    redirect.endpoint = simulation.endpoint
    return simulation
