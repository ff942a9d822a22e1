"""The words of the demo, after what WIN itself wrote about its first proeftuin. Every name says that it is a demo."""

from __future__ import annotations

IDEA = {
    "title": "Proeftuin: werken vanuit eigen talent",
    "what": (
        "Een groep mensen met en zonder baan organiseert haar werk een tijd lang zelf. Iedereen kiest taken "
        "bij zijn eigen talent, en we spreken samen af wat dat waard is. Wat werkt, houden we. Wat niet werkt, ook: "
        "dat vertellen we door."
    ),
    "why": (
        "Veel talent blijft liggen. In organisaties houdt de angst voor het eigen baantje vernieuwing tegen, en "
        "zelfstandigen hebben door de druk op hun inkomen geen tijd om iets nieuws te proberen. Praten helpt "
        "niet genoeg: we willen het doen, meten en delen."
    ),
    "concerns": ["zelfstandigen", "mensen in loondienst", "werkzoekenden"],
    "amOneOfThem": True,
    "themes": ["toekomst van werk", "talent"],
    "language": "nl",
}
EXPERIMENT = {
    "question": "Levert werk dat mensen bij hun eigen talent kiezen meer waarde op voor iedereen die meedoet?",
    "approach": (
        "Drie jaar lang, in rondes van proberen, kijken en leren. Elke ronde verdelen deelnemers het werk zelf, "
        "houden ze bij hoe het gaat, en bespreken ze de uitkomst met partner en onderzoeksgroep."
    ),
    "indicators": [
        {"name": "Ervaren eigenaarschap (1-10)", "unit": "punten", "every": "month"},
        {"name": "Uren besteed aan werk naar eigen keuze", "unit": "uur", "every": "week"},
    ],
}
GROUPS = [
    {"name": "Zelfstandigen", "description": "Mensen die voor eigen rekening werken en zelf meedoen."},
    {"name": "Werkzoekenden", "description": "Mensen zonder betaald werk die zelf meedoen."},
]
NEEDS = {"statement": "We willen het zelf dragen; een meedenker is welkom als we vastlopen.", "winRole": "none"}
END_RESULT = {
    "type": "recommendations",
    "alsoTypes": ["organisational-form"],
    "description": "Aanbevelingen voor werk vanuit eigen talent, en een organisatievorm die anderen kunnen overnemen.",
}
SOURCE = {
    "name": "Demo-bijdrage in natura: werkruimte",
    "kind": "in-kind",
    "amountCents": 250_000,
    "currency": "EUR",
    "state": "promised",
}
SHARING = {"rhythmDays": 60, "channels": {"website": True, "partup": None}}
PROGRAMME = {"whyNone": "Er loopt nu geen programma waar dit bij past; we zoeken verder."}
UPDATE = {
    "kind": "progress",
    "title": "We zijn begonnen",
    "body": (
        "De eerste bijeenkomst is geweest. **Iedereen koos zelf een taak.**\n\n"
        "- twee mensen zoeken een werkplek\n- drie mensen maken een eerste planning\n\n"
        "Volgende maand vertellen we wat we hebben geleerd."
    ),
    "language": "nl",
    "visibility": "public",
}
EXPERIENCE = {
    "kind": "experience",
    "title": "Kiezen is wennen",
    "body": "Zelf kiezen wat je doet klinkt makkelijk. De eerste week keken we vooral naar elkaar. Nu gaat het beter.",
    "language": "nl",
    "visibility": "public",
}
