"""Every setting of every process, read once from the environment at the root. Nothing else reads the environment.

A setting NAME may also be given as NAME_FILE, a file that holds it: so secrets stay out of `docker inspect`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shared.errors import Invalid

UNSAFE = {"", "guest", "changeme", "secret", "development"}
YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
BOUNDS = {
    "PORT": (0, 65535),
    "HEALTH_PORT": (0, 65535),
    "DIGEST_HOUR": (0, 23),
    "WEB_WORKERS": (1, 64),
    "WEB_THREADS": (1, 256),
    "ADOPT_QUORUM": (1, 1000),
    "REPAIR_DAYS": (1, 3650),
    "REGISTRATIONS_PER_HOUR": (1, 10**6),
    "LOGINS_PER_MINUTE": (1, 10**6),
    "TRUSTED_PROXIES": (0, 10),
}
"""What a number may be where any other starts well and fails people later."""
SCHEMES = {
    **dict.fromkeys(("PUBLIC_URL", "API_URL", "JWKS_URL", "IDENTITY_URL"), ("http", "https")),
    **dict.fromkeys(("WEBSITE_URL", "PARTUP_URL", "MASTODON_URL", "OIDC_ISSUER"), ("http", "https")),
    **dict.fromkeys(("AMQP_URL", "PUBLIC_AMQP_URL", "AMQP_ADDRESS"), ("amqp", "amqps")),
    "AMQP_MANAGEMENT_URL": ("http", "https"),
    "MAIL_URL": ("smtp", "smtps", "folder"),
}
"""How an address begins that is to be used much later: a slip shows at the start, not in the log of next week."""


@dataclass(frozen=True)
class Settings:
    """One process's settings. The defaults are those of the embedded mode; docs/operating.md explains each."""

    database_url: str = ""
    amqp_url: str = ""
    amqp_management_url: str = ""
    public_amqp_url: str = ""
    amqp_address: str = ""
    public_url: str = "http://127.0.0.1:8080"
    api_url: str = ""
    jwks_url: str = ""
    identity_url: str = ""
    mail_url: str = ""
    mail_from: str = "Proeftuin <proeftuin@example.org>"
    data: Path = Path("var")
    storage_folder: str = ""
    storage_url: str = ""
    storage_key: str = ""
    storage_secret: str = ""
    secret_key: str = "development"
    production: bool = False
    demo_werkkringen: bool = True
    admin_email: str = ""
    admin_password: str = ""
    host: str = "127.0.0.1"
    port: int = 8080
    health_port: int = 9000
    web_workers: int = 2
    web_threads: int = 8
    trusted_proxies: int = 0
    adopt_quorum: int = 3
    hold_first_posts: bool = False
    repair_days: int = 60
    registrations_per_hour: int = 60
    logins_per_minute: int = 60
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    oidc_on_this_machine: bool = False
    digest_hour: int = 7
    website_url: str = ""
    website_user: str = ""
    website_password: str = ""
    website_category: str = "Proeftuinen"
    website_trash: bool = False
    partup_url: str = ""
    partup_email: str = ""
    partup_password: str = ""
    webhooks_on_this_machine: bool = False
    mastodon_url: str = ""
    mastodon_token: str = ""
    mastodon_visibility: str = "public"
    mastodon_hashtags: str = "proeftuin"

    def __post_init__(self) -> None:
        logins = (self.amqp_url, self.public_amqp_url, self.amqp_management_url)
        if self.production and (self.secret_key in UNSAFE or any("guest:guest@" in each for each in logins)):
            raise Invalid(
                "unsafe-settings",
                "In production SECRET_KEY must be a secret of your own, and no address of the broker may use guest.",
            )
        if self.production and self.amqp_address and not self.amqp_address.startswith("amqps://"):
            raise Invalid(
                "unsafe-settings", "In production AMQP_ADDRESS must begin with amqps://: integrators use TLS."
            )

    @property
    def files(self) -> Path:
        """The folder in which files are kept, or wait to go elsewhere."""
        return Path(self.storage_folder) if self.storage_folder else self.data / "files"

    @property
    def embedded(self) -> bool:
        """Whether events travel inside this process instead of over RabbitMQ."""
        return not self.amqp_url


def _text(env: Mapping[str, str], name: str) -> str | None:
    if path := env.get(f"{name}_FILE"):
        try:
            return Path(path).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "not text"
            raise Invalid("bad-setting", f"{name}_FILE names “{path}”, which cannot be read: {why}.") from error
    return env.get(name)


def _value(name: str, text: str, like: object) -> object:
    if isinstance(like, bool):
        return _switch(name, text.strip().lower())
    if isinstance(like, int):
        return _number(name, text.strip())
    if isinstance(like, Path):
        return Path(text)
    return _address(name, text) if name in SCHEMES else text


def _switch(name: str, text: str) -> bool:
    if text not in YES | NO:
        raise Invalid("bad-setting", f"{name} must be 1 or 0, not “{text}”.")
    return text in YES


def _number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid("bad-setting", f"{name} must be a whole number, not “{text}”.")
    least, most = BOUNDS.get(name, (0, 10**9))
    if not least <= int(text) <= most:
        raise Invalid("bad-setting", f"{name} must be from {least} to {most}, not {text}.")
    return int(text)


def _address(name: str, text: str) -> str:
    """An address that begins as it must. What was given is not repeated: a password may stand in it."""
    scheme, _, rest = text.partition(":")
    if scheme not in SCHEMES[name] or not rest.strip("/"):
        forms = " or ".join("folder:/path" if each == "folder" else f"{each}://…" for each in SCHEMES[name])
        raise Invalid("bad-setting", f"{name} must look like {forms}.")
    return text


def given(name: str) -> str:
    """What the environment says of one setting, empty where it says nothing."""
    return _text(os.environ, name) or ""


def read(env: Mapping[str, str] | None = None, **given: object) -> Settings:
    """The settings in the environment; `given` ones win."""
    source = os.environ if env is None else env
    defaults = Settings()
    found: dict[str, object] = {}
    for name in Settings.__dataclass_fields__:
        text = _text(source, name.upper())
        if text is not None and text != "":
            found[name] = _value(name.upper(), text, getattr(defaults, name))
    return Settings(**{**found, **given})  # type: ignore[arg-type]
