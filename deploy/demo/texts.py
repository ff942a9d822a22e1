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
CALL = {
    "title": "Demo-oproep: hoe verdeel je werk waar niemand om staat te springen?",
    "question": (
        "We kiezen taken bij ons eigen talent. Er blijft altijd iets liggen: de afwas, de administratie, het lastige "
        "telefoontje. Hoe doe jij dat, op je werk of thuis? Goede ideeën proberen we uit, en we vertellen hoe het ging."
    ),
    "language": "nl",
}
ANSWER = {
    "title": "Demo: loten om de afwas, en ruilen mag",
    "what": "Wat niemand kiest, verdelen we elke maandag met een lootje. Wie wil, ruilt daarna met een ander.",
    "why": "Dan ligt het nooit bij dezelfde mensen, en hoeft niemand er lang over te praten.",
    "concerns": ["mensen die samen werk verdelen"],
    "amOneOfThem": True,
    "themes": ["talent"],
    "language": "nl",
}
SOUGHT = {
    "seeks": "participants",
    "title": "Wie werkt er in loondienst en doet met ons mee?",
    "text": "We zijn nu vooral zelfstandigen. Eén middag per maand is al genoeg.",
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
REVISION = {
    "approach": (
        "Drie jaar lang, in rondes van proberen, kijken en leren. Elke maandag verdelen deelnemers het werk zelf, "
        "houden ze bij hoe het gaat, en bespreken ze de uitkomst met partner en onderzoeksgroep.\n\n"
        "Vanaf ronde twee kiest ook de klant mee."
    )
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
MORE_SOURCES: list[dict[str, object]] = [
    {"name": "Demo-fonds voor nieuw werk", "kind": "subsidy", "amountCents": 1_250_000, "state": "promised"},
    {"name": "Demo-organisatie: eigen bijdrage", "kind": "cash", "amountCents": 400_050, "state": "promised"},
    {"name": "Demo-provincie", "kind": "subsidy", "amountCents": 750_000, "state": "asked"},
]
SPENDING: list[dict[str, object]] = [
    {"amountCents": 18_575, "purpose": "Demo: zaalhuur en koffie voor de eerste bijeenkomst"},
    {"amountCents": 312_000, "purpose": "Demo: begeleiding van ronde een"},
    {"amountCents": 4_999, "purpose": "Demo: stiften en papier"},
]
MISTAKE = {"reason": "Demo: dit betaalde een deelnemer zelf, het hoort hier niet"}
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
CYCLES = [
    {"title": "Ronde een: ieder kiest zelf", "question": "Lukt het om een maand lang het werk zelf te verdelen?"},
    {"title": "Ronde twee: met de klant erbij", "question": "Wat verandert er als de klant meekiest?"},
]
CLOSING = {
    "lesson": {
        "title": "Begin klein en spreek een moment af",
        "body": (
            "Zelf kiezen werkt als je elkaar elke week even ziet. Zonder dat moment bleef het lastige werk liggen.\n\n"
            "Dit vertellen we als demo: er is geen echte ronde geweest."
        ),
        "language": "nl",
    },
    "ownership": "We maakten zelf het rooster, en niemand vroeg nog wie de baas was.",
    "valueFromTalent": "Wie graag rekent deed de kas; wie graag belt sprak met de buurt. Dat ging sneller dan eerst.",
    "integral": "Partner en onderzoeksgroep zaten bij elke bespreking. De klant misten we nog.",
}
EXPECTED = (
    "Minder losse uren en meer opdrachten die bij ons passen.",
    "Weer ritme in de week, en laten zien wat we kunnen.",
    "Minder talent dat langs de kant staat.",
)
FOUND = (
    "Twee nieuwe opdrachten, samen gedaan. Het overleg kostte meer tijd dan gedacht.",
    "Drie van ons hebben nu een vaste taak. Een betaalde baan is het nog niet.",
    "Buren kwamen vragen of ze ook mee mogen doen.",
)
DECISIONS: list[dict[str, object]] = [
    {
        "title": "We verdelen het werk per maand",
        "context": "Per week verdelen kost veel overleg, per kwartaal is te ver weg.",
        "decision": "Aan het begin van elke maand kiest ieder zijn taken.",
        "consequences": "Wie er dan niet bij is, kiest later uit wat over is.",
        "visibility": "public",
    },
    {
        "title": "We verdelen het werk per week",
        "context": "Na ronde een bleek een maand te lang: het lastige werk bleef liggen.",
        "decision": "Elke maandag kiezen we in een half uur de taken van die week.",
        "consequences": "De maandag wordt een vast moment, ook voor partner en onderzoeksgroep.",
        "visibility": "public",
    },
]
CONTRIBUTIONS: dict[str, dict[str, object]] = {
    "first": {"text": "Ik hield de planning bij en belde iedereen die er niet bij kon zijn.", "hours": 6.5},
    "second": {"text": "Ik zocht een werkplek en maakte die schoon.", "hours": 4},
}
DATASET = {
    "title": "Demo: Rust in de werkweek",
    "description": "Hoeveel rust mensen in hun werkweek vinden, per maand, als gemiddelde van de groep.",
    "keywords": ["rust", "werkweek"],
    "place": "Amsterdam",
    "frequency": "monthly",
    "provenance": "Deelnemers gaven elke maand een cijfer. Alleen het gemiddelde staat erin.",
    "personalData": False,
    "licence": "CC0-1.0",
}
DATA_NAME = "rust-per-maand.csv"
DATA = b"maand;mensen;rust\n2026-10;6;6.5\n2026-11;6;7.2\n"
