"""Sends signed requests of botocore to the simulator."""
from typing import Any, List
from urllib.parse import urlsplit, urlunsplit

from botocore.handlers import BUILTIN_HANDLERS

AWS_DOMAINS = ("amazonaws.com", "amazonaws.com.cn", "api.aws", "amazonaws.eu")


class Redirect:
    """Changes the address of requests after their signature, so that they keep their Host header."""

    def __init__(self) -> None:
        # The simulators of this process in the order of their starts.
        self._endpoints: List[str] = []

    def add(self, endpoint: str) -> None:
        """Sends requests to this simulator, until it stops or another one starts."""
        self._endpoints.append(endpoint)

    def remove(self, endpoint: str) -> None:
        """Sends requests to the simulator that has started before, or to AWS if there is none."""
        if endpoint in self._endpoints:
            self._endpoints.remove(endpoint)

    def __call__(self, request: Any, **_: Any) -> None:
        if not self._endpoints:
            return
        url = urlsplit(request.url)
        if not url.hostname or not url.hostname.endswith(AWS_DOMAINS):
            return
        target = urlsplit(self._endpoints[-1])
        request.headers["Host"] = url.netloc
        request.url = urlunsplit((target.scheme, target.netloc, url.path, url.query, ""))


redirect = Redirect()

# botocore adds these handlers to each session that a program creates after this line.
BUILTIN_HANDLERS.append(("before-send", redirect))
