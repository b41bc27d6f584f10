"""Runs the command as "python -m cdk_s3_mrap_cli", for example if the folder of its script is not in the PATH."""

from . import main

main()
