"""The controls of a running simulator."""
import json
import os
import time
import urllib.error
import urllib.request
from typing import Any, Callable, Dict, List, Optional
from urllib.parse import urlsplit

from .redirect import AWS_DOMAINS

# Ignores the variables of proxies, because the simulator is on this computer.
_open = urllib.request.build_opener(urllib.request.ProxyHandler({})).open


class Simulation:
    """A running simulator of S3 in several Regions."""

    def __init__(self, description: Dict[str, Any], stop: Callable[[], None]) -> None:
        self._description = description
        self._stop = stop

    @property
    def endpoint(self) -> str:
        """The address of the simulator."""
        endpoint: str = self._description["endpoint"]
        return endpoint

    @property
    def access_points(self) -> List[Dict[str, Any]]:
        """The access points with arn, alias, name and members. Without templates, there is one."""
        access_points: List[Dict[str, Any]] = self._description["accessPoints"]
        return access_points

    @property
    def arn(self) -> str:
        """The ARN of the first access point, which clients use as the name of the bucket."""
        arn: str = self.access_points[0]["arn"]
        return arn

    @property
    def environment(self) -> Dict[str, str]:
        """The variables that clients need: the credentials of the simulator, and a Region without an effect.

        No file contains other settings, and botocore sends requests for AWS, which go to the simulator, to no proxy.
        """
        region = self.access_points[0]["members"][0]["region"]
        hosts = os.environ.get("no_proxy") or os.environ.get("NO_PROXY") or ""
        direct = ",".join([host for host in (hosts, *AWS_DOMAINS) if host])
        return {
            "AWS_ACCESS_KEY_ID": self._description["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": self._description["secretAccessKey"],
            "AWS_DEFAULT_REGION": region,
            "AWS_REGION": region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": direct,
            "no_proxy": direct,
        }

    def open(
        self, url: str, data: Optional[bytes] = None, headers: Optional[Dict[str, str]] = None,
        method: Optional[str] = None,
    ) -> Any:
        """Opens a presigned URL at the simulator. The parameters and the answer are those of urllib."""
        parts = urlsplit(url)
        return _open(urllib.request.Request(
            f"{self.endpoint}{parts.path}?{parts.query}",
            data=data,
            # The signature covers the host of the URL.
            headers={**(headers or {}), "Host": parts.netloc},
            method=method,
        ))

    def lose(self, region: str) -> None:
        """Makes a Region reset all connections. S3 does not send requests to another member because of this."""
        self._control("lose", {"region": region})

    def hang(self, region: str) -> None:
        """Makes a Region accept requests without an answer."""
        self._control("hang", {"region": region})

    def slow(self, region: str, seconds: float) -> None:
        """Makes a Region answer later."""
        self._control("slow", {"region": region, "delay": seconds * 1000})

    def restore(self, region: str) -> None:
        """Makes a Region available. Replication that was in progress continues."""
        self._control("restore", {"region": region})

    def fail_over(self, *active_regions: str) -> None:
        """Makes exactly these Regions active, at once: a test does not wait for routes."""
        self._control("failover", {"accessPoint": self.arn, "active": active_regions})

    def lag(self, seconds: float, source: Optional[str] = None, destination: Optional[str] = None) -> None:
        """Sets the time until a write arrives in another Region, for all pairs of Regions or for one."""
        edge = {"from": source, "to": destination}
        self._control("lag", {**{key: value for key, value in edge.items() if value}, "lag": seconds * 1000})

    def pause(self) -> None:
        """Stops replication."""
        self._control("pause", {})

    def resume(self) -> None:
        """Continues replication."""
        self._control("resume", {})

    def advance(self, seconds: float) -> None:
        """Moves the clock of replication and routes forward."""
        self._control("clock", {"advance": seconds * 1000})

    def reset(self) -> None:
        """Removes all objects, restores all Regions, and makes all members active."""
        self._control("reset", {})

    def pending_replications(self) -> int:
        """The number of writes that have not arrived in another Region."""
        pending: int = self._send("GET", "state", None)["pendingReplications"]
        return pending

    def settle(self, limit: float = 10) -> None:
        """Waits until all writes have arrived in all Regions. Fails after the limit, for example with a lost Region."""
        end = time.monotonic() + limit
        while True:
            pending = self.pending_replications()
            if pending == 0:
                return
            if time.monotonic() > end:
                raise TimeoutError(f"{pending} writes have not arrived in another Region after {limit} s")
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends the simulator, and the redirect of requests to it."""
        self._stop()

    def _control(self, action: str, body: Dict[str, Any]) -> None:
        self._send("POST", action, body)

    def _send(self, method: str, action: str, body: Optional[Dict[str, Any]]) -> Any:
        request = urllib.request.Request(
            f"{self.endpoint}/_simulator/{action}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"x-simulator-token": self._description["token"], "content-type": "application/json"},
        )
        try:
            with _open(request) as response:
                return json.loads(response.read() or b"{}")
        except urllib.error.HTTPError as error:
            text = error.read().decode()
            raise RuntimeError(f"the simulator refuses {action} with {error.code}: {text}") from error
        except OSError as error:
            raise RuntimeError(f"the simulator does not answer {action}: it was stopped, or it has ended") from error
