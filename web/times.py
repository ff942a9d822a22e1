"""Moments and amounts as people read them: relative and exact, on the calendar of Amsterdam."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_timedelta
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup, escape

from shared.clock import AMSTERDAM, now
from web.language import chosen

MONTHS = {
    "nl": ("jan.", "feb.", "mrt.", "apr.", "mei", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}


def moment_of(text: object) -> datetime | None:
    """An ISO 8601 moment, or nothing for what is not one."""
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def day_of(text: object) -> date | None:
    """The Amsterdam date of an ISO date or moment."""
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        moment = moment_of(text)
        return moment.astimezone(AMSTERDAM).date() if moment else None


def months_on(start: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of a shorter month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def day(text: object) -> str:
    """`2 nov. 2026`."""
    found = text if isinstance(text, date) else day_of(text)
    return f"{found.day} {MONTHS[chosen()][found.month - 1]} {found.year}" if found else ""


def month_of(text: object) -> str:
    """`november 2026`."""
    found = day_of(text)
    return str(format_date(found, "LLLL y", locale=chosen())) if found else ""


def exact(text: object) -> str:
    """`2 nov. 2026 14:05`."""
    moment = moment_of(text)
    return f"{day(text)} {moment.astimezone(AMSTERDAM):%H:%M}" if moment else ""


def when(text: object) -> Markup:
    """`3 weken geleden, 2 nov. 2026 14:05`, for machines too; nothing for what is no moment."""
    moment = moment_of(text)
    if moment is None:
        return Markup("")
    passed = format_timedelta(moment - now(), add_direction=True, locale=chosen())
    return Markup('<time datetime="{}">{}, {}</time>').format(str(text), passed, escape(exact(text)))


def date_of(text: object) -> Markup:
    """A date without a time, for machines too."""
    return Markup('<time datetime="{}">{}</time>').format(str(text), day(text)) if day_of(text) else Markup("")


def number(text: object) -> str:
    """A mean as people read it: two decimals at most."""
    return str(format_decimal(Decimal(str(text)), "#,##0.##", locale=chosen()))


def money(cents: object, currency: str = "EUR") -> str:
    """An amount in cents as people write it; whole euros without a tail."""
    amount = (int(cents) if isinstance(cents, int | str) and str(cents).lstrip("-").isdigit() else 0) / 100
    pattern = "¤ #,##0" if amount == int(amount) else "¤ #,##0.00"
    return str(format_currency(amount, currency or "EUR", pattern, locale=chosen(), currency_digits=False))
