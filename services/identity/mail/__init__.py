"""The notifier: sends the letters that use cases wrote, with a thread and a ledger (the `letter` table) of its own."""

from __future__ import annotations

from services.identity.mail.consumers import mail_subscriptions
from services.identity.mail.sender import send_due, send_letters

__all__ = ["mail_subscriptions", "send_due", "send_letters"]
