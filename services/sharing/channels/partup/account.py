"""Our account at a Part-up: log in, stay logged in, and what each of their answers means to us."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

from services.sharing.channels.channel import Later, LoginRefused, NoAnswer, Refused
from services.sharing.channels.partup.ddp import Connection, Documents, Dropped, Failed, OtherVersion, Unreachable

Result = TypeVar("Result")
IDLE = 8.0
"""Seconds after which a line that nobody used is not trusted: they hang up on who leaves a ping unanswered."""
TOO_MANY = 15.0


class NotDone(Exception):
    """The method said an error of its own: `code` and `reason` tell which."""

    def __init__(self, error: Failed) -> None:
        super().__init__(f"Part-up says {error}")
        self.code, self.reason = error.code, error.reason


class Account:
    """One account on one Part-up. Knows nothing of publications."""

    def __init__(self, connection: Connection, email: str, password: str) -> None:
        self._connection, self._email = connection, email
        self._digest = hashlib.sha256(password.encode()).hexdigest()
        self._token = ""
        self._in = False
        self.user = ""

    def look(self, publication: str, *params: Any) -> Documents:
        """Read; raises Later where no answer comes, since nothing was changed."""
        try:
            return self._logged_in(lambda: self._connection.look(publication, *params))
        except Dropped as error:
            raise Later(f"Part-up did not answer: {error}") from error
        except Failed as error:
            _raise_common(error)
            raise Refused(f"Part-up says {error}") from error

    def call(self, method: str, *params: Any, seed: str | None = None) -> Any:
        """Change something; raises NoAnswer where it is not known whether that happened, NotDone for its own errors."""
        try:
            return self._logged_in(lambda: self._connection.call(method, *params, seed=seed))
        except Dropped as error:
            raise NoAnswer(f"Part-up did not answer: {error}") from error
        except Failed as error:
            if error.code != "500":  # which may come after the deed, so it is the caller's to look
                _raise_common(error)
            raise NotDone(error) from error

    def renew(self) -> None:
        """Come in anew before anything else is asked: who was logged out unseen is shown less, and not told so."""
        self._connection.close()
        self._in = False

    def _logged_in(self, ask: Callable[[], Result]) -> Result:
        """Ask as ourselves; once more where our log-in turns out to have ended. An unauthorized method did nothing."""
        self._log_in()
        try:
            return ask()
        except Failed as error:
            if error.code != "401":
                raise
        self._in = False
        self._log_in()
        try:
            return ask()
        except Failed as error:
            if error.code == "401":
                raise LoginRefused(f"Part-up lets us in and then says {error}") from error
            raise

    def _log_in(self) -> None:
        """Make sure of a line on which we are logged in: with the token we have, else with the password, once."""
        if self._in and self._connection.is_fresh(IDLE):
            return
        self._in = False
        try:
            if not self._connection.is_fresh(IDLE):
                self._connection.open()
            self._say_who()
        except Unreachable as error:
            raise Later(f"Part-up does not answer: {error}") from error
        except OtherVersion as error:
            raise LoginRefused(f"Part-up speaks another version of its protocol: {error}") from error
        except Dropped as error:
            raise Later(f"Part-up did not answer the log-in: {error}") from error
        except Failed as error:
            raise _refusal(error) from error

    def _say_who(self) -> None:
        if self._token:
            try:
                self._take_in(self._connection.call("login", {"resume": self._token}))
                return
            except Failed as error:
                if error.code != "403":
                    raise
                self._token = ""
        secret = {"digest": self._digest, "algorithm": "sha-256"}
        self._take_in(self._connection.call("login", {"user": {"email": self._email}, "password": secret}))

    def _take_in(self, told: Any) -> None:
        if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not isinstance(told.get("token"), str):
            raise LoginRefused("Part-up's answer to the log-in is none that we know.")
        self.user, self._token, self._in = told["id"], told["token"], True


def _refusal(error: Failed) -> Exception:
    """What a refused log-in means: wait, or have a person look at the settings."""
    why = f"Part-up refuses the log-in: {error}"
    if error.code == "too-many-requests":
        return Later(why, TOO_MANY)
    return Later(why) if error.code == "500" else LoginRefused(why)


def _raise_common(error: Failed) -> None:
    """What means the same wherever it is said."""
    why = f"Part-up says {error}"
    if error.code == "too-many-requests":
        raise Later(why, TOO_MANY) from error
    if error.code == "500":
        raise Later(why) from error
    if error.code == "400" and error.reason == "Match failed":
        raise Refused(f"{why}: it takes other arguments than we know.") from error
