"""Asking: one request to an endpoint, with bounds on time and size, and no way to anywhere else."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

LARGEST_ANSWER = 4_000_000


class EndpointError(Exception):
    """Why an endpoint gave nothing that can be used, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}; {remedy}")


def checked(url: str) -> str:
    """Return an endpoint's address.

    Raises
    ------
    EndpointError
        When it is none.

    Examples
    --------
    >>> checked("http://localhost:8080/v1")
    'http://localhost:8080/v1'
    """
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment or parts.username:
        raise EndpointError(f"'{url}' is no address of an endpoint", "write http://HOST:PORT/v1")
    return url


def ask(address: str, body: dict[str, Any], key: str, seconds: float) -> Any:
    """Send JSON and return the JSON that comes back.

    The connection goes to this address alone: a proxy of the environment is not used, and a redirection is
    refused.

    Raises
    ------
    EndpointError
        When there is no answer in time, an error, too long an answer, or no JSON.
    """
    from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

    class NoRedirection(HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    host = urlsplit(address).netloc
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    request = Request(address, json.dumps(body).encode("utf-8"), headers, method="POST")
    end = time.monotonic() + seconds
    try:
        with build_opener(ProxyHandler({}), NoRedirection).open(request, timeout=seconds) as answer:
            data = b""
            while part := answer.read1(65_536):
                data += part
                if len(data) > LARGEST_ANSWER:
                    raise EndpointError(f"{host} answers with more than is read", "try another model")
                if time.monotonic() > end:
                    raise TimeoutError
    except HTTPError as fault:
        fault.close()
        raise EndpointError(f"{host} answers with error {fault.code}", _remedy(fault.code)) from None
    except TimeoutError:
        raise _slow(host, seconds) from None
    except (URLError, OSError, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        if isinstance(reason, TimeoutError):
            raise _slow(host, seconds) from None
        what = f"{host} does not answer ({' '.join(str(reason).split())[:80]})"
        raise EndpointError(what, "see that the server runs and that the address is right") from None
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise EndpointError(
            f"{host} answers with something that is no JSON", "see that the address is right"
        ) from None


def _slow(host: str, seconds: float) -> EndpointError:
    return EndpointError(
        f"{host} has not answered within {seconds:,.0f} seconds", "try again, or a smaller model"
    )


def _remedy(code: int) -> str:
    if code in (401, 403):
        return "put the key it asks for into the environment variable PALABRE_API_KEY"
    if 300 <= code < 400:
        return "it redirects to another address, which is not followed; name that address yourself"
    return "see what the server's own log says" if code >= 500 else "see that address and --model are right"
