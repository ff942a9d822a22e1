"""What a mail says of each kind of notice, in both languages. `{who}` is a name, read when the mail goes out."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "idea.parked": ("Dit idee is voorlopig weggelegd.", "This idea was set aside for now."),
    "idea.reopened": ("Dit idee staat weer open.", "This idea is open again."),
    "idea.withdrawn": ("Dit idee is ingetrokken.", "This idea was withdrawn."),
    "idea.hidden": (
        "Je idee is verborgen. Op de pagina lees je waarom, en wat je kunt doen.",
        "Your idea was hidden. Its page says why, and what you can do.",
    ),
    "idea.unhidden": ("Je idee is weer te lezen.", "Your idea can be read again."),
    "idea.released": (
        "Een moderator heeft je idee bekeken. Iedereen kan het nu lezen.",
        "A moderator looked at your idea. Everyone can read it now.",
    ),
    "idea.merged": (
        "Je idee gaat verder in een ander idee, met wie er interesse in had.",
        "Your idea goes on in another idea, with those who showed interest.",
    ),
    "idea.unmerged": ("Je idee staat weer op zichzelf.", "Your idea stands by itself again."),
    "idea.adopted": (
        "{who} heeft dit idee geadopteerd: er komt een proeftuin. Doe je mee?",
        "{who} adopted this idea: it becomes a proeftuin. Will you join?",
    ),
    "comment.placed": ("{who} heeft gereageerd.", "{who} placed a comment."),
    "comment.released": (
        "Een moderator heeft je reactie bekeken. Iedereen kan haar nu lezen.",
        "A moderator looked at your comment. Everyone can read it now.",
    ),
    "comment.hidden": (
        "Je reactie is verborgen. Op de pagina lees je waarom.",
        "Your comment was hidden. The page says why.",
    ),
    "comment.unhidden": ("Je reactie is weer te lezen.", "Your comment can be read again."),
    "report.upheld": (
        "Wat jij hebt gemeld, is verborgen. Dank je wel.",
        "What you reported was hidden. Thank you.",
    ),
    "report.dismissed": (
        "Een moderator heeft bekeken wat jij hebt gemeld, en laat het staan.",
        "A moderator looked at what you reported, and lets it stand.",
    ),
    "appeal.granted": (
        "Je hebt gelijk gekregen: je idee is weer te lezen.",
        "Your appeal was granted: your idea can be read again.",
    ),
    "appeal.denied": (
        "Je bezwaar is afgewezen: je idee blijft verborgen. Op de pagina lees je waarom.",
        "Your appeal was denied: your idea stays hidden. Its page says why.",
    ),
    "interest.declared": (
        "{who} heeft interesse in je idee ({interest}).",
        "{who} is interested in your idea ({interest}).",
    ),
    "proeftuin.formed": (
        "Deze proeftuin is in oprichting. Je kunt meedoen.",
        "This proeftuin is being formed. You can join.",
    ),
    "proeftuin.started": (
        "Deze proeftuin is gestart, en loopt tot {end}.",
        "This proeftuin has started, and runs until {end}.",
    ),
    "proeftuin.paused": ("Deze proeftuin is gepauzeerd.", "This proeftuin is paused."),
    "proeftuin.resumed": ("Deze proeftuin loopt weer.", "This proeftuin runs again."),
    "proeftuin.stopped": ("Deze proeftuin is gestopt.", "This proeftuin has stopped."),
    "proeftuin.concluding": ("Deze proeftuin rondt af.", "This proeftuin is rounding off."),
    "proeftuin.completed": ("Deze proeftuin is voltooid.", "This proeftuin is completed."),
    "participation.started": ("{who} doet mee.", "{who} takes part."),
    "participation.ended": ("{who} doet niet meer mee.", "{who} takes part no longer."),
    "bar.imposed": (
        "Een moderator heeft besloten dat je niet kunt meedoen. Op de pagina lees je waarom, en wat je kunt doen.",
        "A moderator decided that you cannot take part. The page says why, and what you can do.",
    ),
    "bar.lifted": ("Je kunt weer meedoen.", "You can take part again."),
    "bar.upheld": (
        "Je bezwaar is afgewezen: je kunt niet meedoen. Op de pagina lees je waarom.",
        "Your appeal was denied: you cannot take part. The page says why.",
    ),
    "win-role.started": (
        "Je bent gevraagd als {role} bij deze proeftuin.",
        "You were asked to be {role} of this proeftuin.",
    ),
    "commitment.proposed": (
        "Jouw organisatie is gevraagd om mee te doen als {part}. Wil je antwoord geven?",
        "Your organisation was asked to take part ({part}). Will you answer?",
    ),
    "commitment.accepted": ("Een organisatie doet mee.", "An organisation takes part."),
    "commitment.declined": ("Een organisatie doet niet mee.", "An organisation does not take part."),
    "commitment.ended": ("Een organisatie doet niet meer mee.", "An organisation takes part no longer."),
    "call.opened": ("Gezocht: {title}", "Wanted: {title}"),
    "composition.broken": (
        "Er ontbreekt iets wat niet kan ontbreken ({missing}). Herstel het voor {by}, anders pauzeert de proeftuin.",
        "Something is missing that may not be ({missing}). Mend it before {by}, or the proeftuin pauses.",
    ),
    "composition.repaired": ("De samenstelling is weer compleet.", "The composition is complete again."),
    "horizon.neared": ("Nog {months} maanden te gaan, tot {end}.", "{months} months to go, until {end}."),
    "consent.withdrawn": (
        "Iemand trok zijn toestemming in. De onderzoeksgroep verwijdert zijn gegevens, en bevestigt dat voor {by}.",
        "Somebody took a consent back. The research group removes what it holds of him, and confirms that by {by}.",
    ),
    "removal.overdue": (
        "Voor {by} had de onderzoeksgroep moeten bevestigen dat gegevens verwijderd zijn. Wil je dat nakijken?",
        "The research group should have confirmed by {by} that data were removed. Will you look into it?",
    ),
    "rhythm.overdue": (
        "Sinds {since} is er niets gedeeld. Vertel hoe het gaat, ook als het tegenzit.",
        "Nothing was shared since {since}. Tell how it goes, also when it is hard.",
    ),
    "rhythm.quiet": (
        "Sinds {since} is er niets gedeeld. Iedereen kan dat nu zien, tot jullie weer iets delen.",
        "Nothing was shared since {since}. Everyone can see that now, until you share something again.",
    ),
    "end-result.delivered": ("Het eindresultaat is er: {title}.", "The end result is there: {title}."),
    "update.posted": ("Nieuws: {title}", "News: {title}"),
    "membership.requested": (
        "{who} wil lid worden van je werkkring. Laat je iets weten?",
        "{who} wants to join your werkkring. Will you answer?",
    ),
    "membership.started": ("Je bent nu lid van deze werkkring.", "You are a member of this werkkring now."),
    "membership.declined": (
        "Je bent geen lid geworden van deze werkkring.",
        "You did not become a member of this werkkring.",
    ),
    "membership.ended": (
        "Je bent geen lid meer van deze werkkring.",
        "You are a member of this werkkring no longer.",
    ),
    "coordinator.appointed": ("Je bent nu coördinator van deze werkkring.", "You coordinate this werkkring now."),
    "coordinator.dismissed": (
        "Je bent geen coördinator meer van deze werkkring.",
        "You coordinate this werkkring no longer.",
    ),
    "representation.granted": ("Je spreekt nu voor deze organisatie.", "You may speak for this organisation now."),
    "representation.revoked": (
        "Je spreekt niet meer voor deze organisatie.",
        "You may speak for this organisation no longer.",
    ),
    "role.granted": ("Je hebt een rol gekregen: {role}.", "You were given a role: {role}."),
    "webhook.gone": (
        "Een webhook van jou krijgt niets meer: het adres antwoordde dat het er niet meer is (410). "
        "Klopt dat niet? Zet hem dan weer aan. Je mist niets.",
        "A webhook of yours gets nothing any more: its address answered that it is gone (410). "
        "If that is wrong, enable it again. You miss nothing.",
    ),
    "webhook.failing": (
        "Een webhook van jou krijgt niets meer: vijf dagen lang kwam er niets aan. "
        "Kijk wat er mis is en zet hem dan weer aan. Je mist niets.",
        "A webhook of yours gets nothing any more: for five days nothing arrived. "
        "See what is wrong and enable it again. You miss nothing.",
    ),
    "role.revoked": ("Je hebt een rol niet meer: {role}.", "A role was taken away from you: {role}."),
}
VALUES = {
    "join": "meedoen",
    "contribute": "bijdragen",
    "follow": "volgen",
    "research": "onderzoeksgroep",
    "facilitator": "procesbegeleider",
    "driver": "aanjager",
}
"""What a fact is called in Dutch, where that differs from its name in events."""
FORMER = {"nl": "Een oud-deelnemer", "en": "A former participant"}
UNKNOWN = {"nl": "Proeftuin", "en": "Proeftuin"}
SUBJECTS = {
    "nl": ("Nieuws over {title}", "Nieuws over {title} en {more} meer"),
    "en": ("News of {title}", "News of {title} and {more} more"),
}
PATHS = {
    "idea": "/ideeen/{id}",
    "proeftuin": "/proeftuinen/{id}",
    "werkkring": "/werkkringen/{id}",
    "organisation": "/organisaties/{id}",
}
NEWS_WORDS = {
    "nl": {
        "hello": "Hallo",
        "regards": "Groet,",
        "digest": "Dit is er gebeurd waar jij bij betrokken bent.",
        "urgent": "Dit vraagt je aandacht.",
        "why": "Je krijgt deze mail omdat je meedoet of iets volgt op Proeftuin. Kies zelf wat je krijgt:",
        "stop": "Deze mails niet meer ontvangen (één klik):",
    },
    "en": {
        "hello": "Hello",
        "regards": "Kind regards,",
        "digest": "This happened in what you take part in.",
        "urgent": "This asks for your attention.",
        "why": "You get this mail because you take part in or follow something at Proeftuin. Choose what you get:",
        "stop": "Get no more of these mails (one click):",
    },
}
