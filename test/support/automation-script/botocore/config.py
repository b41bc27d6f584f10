"""The configuration of a client, as the script of the runbook uses it."""


class Config:
    def __init__(self, connect_timeout, read_timeout, retries):
        assert connect_timeout > 0 and read_timeout > 0 and retries['total_max_attempts'] > 0
