"""Where mail goes: a mail server, or a folder of `.eml` files for one's own machine and for tests."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from shared.errors import Invalid

PATIENCE = 10.0


class Refused(Exception):
    """The mail server will never take this mail: trying again is of no use."""


class Outlet(Protocol):
    """Somewhere to send mail."""

    def send(self, mail: EmailMessage) -> None:
        """Send it, or raise: Refused where it never will go, anything else where it may go later."""
        ...


def outlet_of(mail_url: str) -> Outlet:
    """The outlet at `smtp://user:password@host:port`, `smtps://…` or `folder:/path`."""
    if mail_url.startswith("folder:"):
        return Folder(Path(mail_url.removeprefix("folder:")))
    address = urlsplit(mail_url)
    if address.scheme not in ("smtp", "smtps") or not address.hostname:
        raise Invalid("bad-setting", "MAIL_URL is smtp://host:port, smtps://host:port or folder:/path.")
    return Server(address)


class Folder:
    """Mail as files. A mail appears whole or not at all, and a retry replaces its first try."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, mail: EmailMessage) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        name = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        unfinished = self._path / f".{name}.tmp"
        unfinished.write_bytes(mail.as_bytes(policy=mail.policy.clone(linesep=SMTP.linesep)))
        os.replace(unfinished, self._path / f"{name}.eml")


class Server:
    """A mail server, spoken to anew for each mail; encrypted from the start (smtps) or as soon as it offers to."""

    def __init__(self, address: SplitResult) -> None:
        self._address = address

    def send(self, mail: EmailMessage) -> None:
        server = self._connected()
        try:
            server.ehlo_or_helo_if_needed()
            server.send_message(mail, mail_options=["BODY=8BITMIME"] if server.has_extn("8bitmime") else [])
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= 500 for code, _ in error.recipients.values()):
                raise Refused from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code >= 500:
                raise Refused from error
            raise
        finally:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        host = self._address.hostname or ""
        if self._address.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._address.port or 465, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(host, self._address.port or 587, timeout=PATIENCE)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
        if self._address.username:
            server.login(unquote(self._address.username), unquote(self._address.password or ""))
        return server
