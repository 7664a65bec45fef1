"""Who we are to a server: an account or a token, from the environment and from nowhere else.

An address or an argument ends up in logs, process lists and shell histories; a variable does not. So an
address with a password in it is refused, and credentials never show in a message or in ``repr``.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import GizoError

USER = "GIZO_ENDPOINT_USER"
PASSWORD = "GIZO_ENDPOINT_PASSWORD"
TOKEN = "GIZO_ENDPOINT_TOKEN"

HOW = f"zet {USER} en {PASSWORD}, of {TOKEN}, in de omgeving"
"""What to do when a server wants to know who asks."""


@dataclass(frozen=True)
class Credentials:
    """An account, a bearer token, or nothing.

    >>> Credentials("dba", "secret")
    Credentials()
    >>> bool(Credentials("dba", "secret")), bool(Credentials())
    (True, False)
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.user or self.token)


class Account:
    """A user and password in the form that a server asks for: Basic or Digest.

    The library for queries can do Digest too, but only for the whole process at once.

    >>> Account("http://localhost/sparql", Credentials("a", "b"), 'Basic realm="x"').header()
    'Basic YTpi'
    """

    def __init__(self, address: str, credentials: Credentials, challenge: str) -> None:
        """Take the challenge: the header ``WWW-Authenticate``."""
        self._request = Request(address, method="POST")
        self._credentials = credentials
        scheme, _, rest = challenge.partition(" ")
        self._challenge = parse_keqv_list(parse_http_list(rest)) if scheme.lower() == "digest" else None
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, address, credentials.user, credentials.password)
        self._digest = HTTPDigestAuthHandler(passwords)

    def header(self) -> str:
        """Give the header ``Authorization`` of the next request."""
        if self._challenge is None:
            account = f"{self._credentials.user}:{self._credentials.password}"
            return f"Basic {b64encode(account.encode()).decode()}"
        return f"Digest {self._digest.get_authorization(self._request, self._challenge)}"


def from_environment(environment: Mapping[str, str] | None = None) -> Credentials:
    """Read the credentials for a server.

    Args:
        environment: variables to read; those of the process when omitted.

    Raises:
        GizoError: when only one of user and password is there, or a value cannot stand in a header.

    >>> bool(from_environment({"GIZO_ENDPOINT_TOKEN": "abc"}))
    True
    >>> from_environment({"GIZO_ENDPOINT_USER": "dba"})
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: GIZO_ENDPOINT_USER en GIZO_ENDPOINT_PASSWORD horen bij elkaar; zet ze allebei of geen van beide
    """
    given = os.environ if environment is None else environment
    user, password, token = (given.get(name, "") for name in (USER, PASSWORD, TOKEN))
    if bool(user) != bool(password):
        raise GizoError(f"{USER} en {PASSWORD} horen bij elkaar; zet ze allebei of geen van beide")
    if user and token:
        raise GizoError(f"{USER} en {TOKEN} zijn allebei gezet; kies er een")
    for name, value in ((USER, user), (PASSWORD, password), (TOKEN, token)):
        if any(character < " " or character == "\x7f" for character in value) or (name == USER and ":" in value):
            raise GizoError(f"{name} bevat een teken dat daar niet kan")
    if not token.isascii():
        raise GizoError(f"{TOKEN} bevat een teken dat daar niet kan")
    return Credentials(user, password, token)


def checked(address: str) -> str:
    """Give an address of a server when it can be one and holds no credentials.

    Raises:
        GizoError: otherwise; the message never repeats what might be a password.

    >>> checked("http://localhost:3030/ds/sparql")
    'http://localhost:3030/ds/sparql'
    >>> checked("https://dba:secret@example.org/sparql")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    kg.errors.GizoError: https://example.org/sparql: geen wachtwoord in een adres; zet GIZO_ENDPOINT_USER en ...
    """
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if "@" in address.partition("://")[2].split("/")[0]:
        shown = address.partition("://")[0] + "://" + address.rpartition("@")[2]
        raise GizoError(f"{shown}: geen wachtwoord in een adres; {HOW}")
    if not valid or any(character <= " " for character in address):
        raise GizoError(f"'{address}' is geen SPARQL-endpoint; geef een adres met http:// of https://")
    return address.partition("#")[0]
