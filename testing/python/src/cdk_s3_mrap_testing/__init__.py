"""Tests of applications that use S3 Multi-Region Access Points, against a local simulator."""
from .simulation import Simulation
from .start import start_simulator

__all__ = ["Simulation", "start_simulator"]
