"""Which addresses events may be sent to, as far as their form tells; where a name leads is checked at each call."""

from __future__ import annotations

from urllib.parse import urlsplit

from shared import outward

PORTS = (None, 443, 8443)


def wrong_with_address(url: str, *, on_this_machine: bool) -> str | None:
    """What is wrong with it, as a sentence, or None. `on_this_machine`: http, any port and loopback are fine too."""
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        return "This is not an address."
    if parts.scheme not in (("http", "https") if on_this_machine else ("https",)) or not host:
        return "Give an https address."
    if parts.username is not None or parts.password is not None or parts.fragment or not url.isascii():
        return "Leave out names, passwords, fragments and letters beyond ASCII."
    if any(char in url for char in ' \\"<>^`{}|'):
        return "This is not an address."
    if port not in PORTS and not on_this_machine:
        return "Use port 443 or 8443."
    return None if may_reach(host, host, on_this_machine=on_this_machine) else "This address is not on the internet."


def may_reach(host: str, address: str, *, on_this_machine: bool) -> bool:
    """Whether events may be sent to this IP address; a name is looked at once it has been looked up."""
    try:
        place = outward.place_of(address)
    except ValueError:
        return host != "localhost" or on_this_machine
    return place == "internet" or (place == "here" and on_this_machine)
