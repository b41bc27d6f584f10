"""Fixtures for pytest, which finds this module by its entry point."""
import sys

import pytest

from .start import start_simulator

VARIABLES_WITH_CREDENTIALS = (
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_ARN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
)


def pytest_addoption(parser) -> None:
    parser.addini("mrap_members", "Regions of the simulated access point", type="args", default=["eu-west-1", "us-east-1"])
    parser.addini("mrap_lag", "seconds until a write arrives in another Region", default="0")


@pytest.fixture
def mrap_simulation(pytestconfig, monkeypatch):
    """A simulator for one test, with its credentials in the environment."""
    lag = float(pytestconfig.getini("mrap_lag"))
    simulation = start_simulator(pytestconfig.getini("mrap_members"), lag=lag)
    for name in VARIABLES_WITH_CREDENTIALS:
        monkeypatch.delenv(name, raising=False)
    for name, value in simulation.environment.items():
        monkeypatch.setenv(name, value)
    if "boto3" in sys.modules:
        # The default session of an earlier test has the credentials of another simulator.
        monkeypatch.setattr(sys.modules["boto3"], "DEFAULT_SESSION", None)
    yield simulation
    simulation.stop()
