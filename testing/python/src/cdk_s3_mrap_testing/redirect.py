"""Sends signed requests of botocore to the simulator."""
from typing import Optional
from urllib.parse import urlsplit, urlunsplit

from botocore.handlers import BUILTIN_HANDLERS

AWS_DOMAINS = ("amazonaws.com", "amazonaws.com.cn", "api.aws", "amazonaws.eu")


class Redirect:
    """Changes the address of requests after their signature, so that they keep their Host header."""

    def __init__(self) -> None:
        self.endpoint: Optional[str] = None

    def __call__(self, request, **_) -> None:
        if self.endpoint is None:
            return
        url = urlsplit(request.url)
        if not url.hostname or not url.hostname.endswith(AWS_DOMAINS):
            return
        target = urlsplit(self.endpoint)
        request.headers["Host"] = url.netloc
        request.url = urlunsplit((target.scheme, target.netloc, url.path, url.query, ""))


redirect = Redirect()

# botocore adds these handlers to each session that a program creates after this line.
BUILTIN_HANDLERS.append(("before-send", redirect))
