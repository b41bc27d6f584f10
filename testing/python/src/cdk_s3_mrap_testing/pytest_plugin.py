"""Fixtures for pytest, which finds this module by its entry point."""
import os
import sys
from typing import Iterator

import pytest

from .simulation import Simulation
from .start import start_simulator

# Variables that select other credentials or other endpoints.
REMOVED_VARIABLES = (
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_DEFAULT_PROFILE",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_TOKEN",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("mrap_members", "Regions of the simulated access point", type="args", default=["eu-west-1", "us-east-1"])
    parser.addini("mrap_lag", "seconds until a write arrives in another Region", default="0")


@pytest.fixture
def mrap_simulation(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulation]:
    """A simulator for one test, with its credentials in the environment."""
    lag = float(pytestconfig.getini("mrap_lag"))
    simulation = start_simulator(pytestconfig.getini("mrap_members"), lag=lag)
    endpoints = [name for name in os.environ if name.startswith("AWS_ENDPOINT_URL")]
    for name in (*REMOVED_VARIABLES, *endpoints):
        monkeypatch.delenv(name, raising=False)
    for name, value in simulation.environment.items():
        monkeypatch.setenv(name, value)
    if "boto3" in sys.modules:
        # The default session of an earlier test has the credentials of another simulator.
        monkeypatch.setattr(sys.modules["boto3"], "DEFAULT_SESSION", None)
    yield simulation
    simulation.stop()
