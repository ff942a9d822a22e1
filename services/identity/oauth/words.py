"""What the log-in and consent pages say, in Dutch and English. A key is what a template asks for."""

from __future__ import annotations

from flask import request

LANGUAGES = ("nl", "en")

WORDS: dict[str, tuple[str, str]] = {
    "log-in": ("Inloggen", "Log in"),
    "log-in-for": ("Log in om verder te gaan naar", "Log in to go on to"),
    "email": ("E-mailadres", "E-mail address"),
    "password": ("Wachtwoord", "Password"),
    "no-account": ("Nog geen account? Registreer je eerst bij Proeftuin.", "No account yet? Register with Proeftuin."),
    "with": ("Inloggen met", "Log in with"),
    "wrong": (
        "Dit adres en wachtwoord horen niet bij elkaar, of het adres is nog niet bevestigd.",
        "This address and password do not belong together, or the address is not confirmed yet.",
    ),
    "too-many": (
        "Te vaak geprobeerd. Wacht een paar minuten en probeer het opnieuw.",
        "Too many tries. Wait a few minutes and try again.",
    ),
    "code": ("Code van je telefoon", "Code from your phone"),
    "code-for": (
        "Je wachtwoord of andere log-in klopt. Geef nu je code om verder te gaan naar",
        "That is right so far. Now give your code to go on to",
    ),
    "code-or": (
        "Telefoon kwijt? Geef dan een van je herstelcodes.",
        "Lost your phone? Give one of your recovery codes.",
    ),
    "wrong-code": (
        "Deze code klopt niet, is al gebruikt, of kwam te laat.",
        "This code is not right, was used already, or came too late.",
    ),
    "consent": ("Toestemming geven", "Give permission"),
    "asks": ("wil toegang tot je account bij Proeftuin.", "asks for access to your Proeftuin account."),
    "may": ("Dit mag het dan:", "It may then:"),
    "goes-to": ("Je gaat hierna naar", "After this you go to"),
    "take-back": ("Je kunt je toestemming altijd weer intrekken.", "You can take your permission back at any time."),
    "allow": ("Toestaan", "Allow"),
    "deny": ("Niet toestaan", "Do not allow"),
    "you-are": ("Je bent ingelogd als", "You are logged in as"),
    "someone-else": ("Ben je dit niet? Log in als iemand anders", "Not you? Log in as someone else"),
    "refused": ("Dit kan zo niet", "This cannot be done"),
    "refused-why": (
        "De website of app die je hierheen stuurde, vroeg iets wat wij niet toestaan. Meld het aan de maker ervan.",
        "The website or app that sent you here asked for something that we do not allow. Please tell its maker.",
    ),
    "stale": (
        "Deze pagina is te oud, of kwam niet van ons. Ga terug en probeer het opnieuw.",
        "This page is too old, or did not come from us. Go back and try again.",
    ),
    "log-out": ("Uitloggen", "Log out"),
    "log-out-ask": ("Wil je uitloggen bij Proeftuin?", "Do you want to log out of Proeftuin?"),
    "logged-out": ("Je bent uitgelogd.", "You are logged out."),
    "check-mail": ("Kijk in je mail", "Check your mail"),
    "check-mail-why": (
        "Hoort je adres bij een account van Proeftuin, dan staat er een mail voor je klaar. Bevestig daarmee dat je "
        "voortaan zo wilt inloggen. Heb je nog geen account? Registreer je dan eerst.",
        "If your address belongs to a Proeftuin account, a mail is waiting for you. Use it to confirm that you want to "
        "log in this way from now on. No account yet? Then register first.",
    ),
    "outside-failed": ("Inloggen via de ander lukte niet.", "Logging in through the other did not work."),
    "outside-failed-why": (
        "Probeer het opnieuw, of log in met je wachtwoord.",
        "Try again, or log in with your password.",
    ),
    "link": ("Inloggen koppelen", "Link this log-in"),
    "link-ask": ("Wil je voortaan ook zo inloggen bij Proeftuin:", "Log in to Proeftuin this way too from now on:"),
    "linked": ("Gekoppeld. Je kunt nu zo inloggen.", "Linked. You can log in this way now."),
    "link-refused": (
        "Deze link is al gebruikt, of is te oud. Log opnieuw in om een nieuwe te krijgen.",
        "This link was used already, or is too old. Log in again to get a new one.",
    ),
}


def language() -> str:
    """Asked for in this request, chosen earlier on our pages, or Dutch."""
    asked = [*request.args.get("ui_locales", "").lower().split(), request.cookies.get("taal", "")]
    return next((one[:2] for one in asked if one[:2] in LANGUAGES), LANGUAGES[0])


def word(key: str) -> str:
    """The sentence, in this request's language."""
    return WORDS[key][LANGUAGES.index(language())]
