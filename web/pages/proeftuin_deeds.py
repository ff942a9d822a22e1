"""Every button on the page of a proeftuin: what it sends, and what the page says afterwards."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from web.deeds import Deed
from web.pages import proeftuin_forms as forms

DEEDS = {
    "werkkring": Deed(
        "POST",
        "/werkkringen",
        _l("Gevraagd. Ben je lid van deze werkkring, dan hoort ze er nu bij; anders zegt haar coördinator eerst ja."),
        forms.werkkring,
        "nodig",
    ),
    "commitment": Deed(
        "POST", "/commitments", _l("Gevraagd. Nu zegt de organisatie zelf ja of nee."), forms.commitment, "nodig"
    ),
    "accept": Deed("POST", "/commitments/{which}/_accept", _l("Toegezegd. Welkom in de proeftuin."), anchor="samen"),
    "decline": Deed(
        "POST", "/commitments/{which}/_decline", _l("Afgeslagen. De proeftuin kan een ander vragen."), anchor="samen"
    ),
    "end-commitment": Deed("POST", "/commitments/{which}/_end", _l("De toezegging is beëindigd."), anchor="samen"),
    "call": Deed("POST", "/calls", _l("Het staat er: iedereen kan zien wat jullie zoeken."), forms.call, "gezocht"),
    "fill-call": Deed("POST", "/calls/{which}/_fill", _l("Fijn dat het gevonden is."), anchor="gezocht"),
    "close-call": Deed("POST", "/calls/{which}/_close", _l("Jullie zoeken dit niet meer."), forms.closing, "gezocht"),
    "freeze-dossier": Deed(
        "POST", "/dossier/versions", _l("Deze versie van het dossier ligt nu vast."), anchor="dossier"
    ),
    "experiment": Deed(
        "POST",
        "/experiments",
        _l("Het experiment staat erin. Aanpassen kan altijd, en gebeurt open."),
        forms.experiment,
        "experiment",
    ),
    "affected-group": Deed(
        "POST",
        "/affected-groups",
        _l("De groep staat erbij. Laat iemand zeggen: ik hoor erbij."),
        forms.affected_group,
        "over-wie",
    ),
    "no-group": Deed("DELETE", "/affected-groups/{which}", _l("De groep is weggehaald."), anchor="over-wie"),
    "belong": Deed("PUT", "/affected-groups/{which}/belongings/me", _l("Je hoort erbij."), anchor="over-wie"),
    "unbelong": Deed(
        "DELETE",
        "/affected-groups/{which}/belongings/me",
        _l("Je hoort er niet meer bij."),
        anchor="over-wie",
    ),
    "consent": Deed(
        "PUT",
        "/experiments/{which}/consents/me",
        _l("Je meet mee. Je kunt daar altijd mee stoppen."),
        anchor="metingen",
    ),
    "no-consent": Deed(
        "DELETE",
        "/experiments/{which}/consents/me",
        _l("Je meet niet meer mee. Wat je invulde is gewist en telt nergens meer mee."),
        anchor="metingen",
    ),
    "measure": Deed(
        "POST",
        "/experiments/{which}/observations",
        _l("Bewaard. Alleen jij ziet wat je invulde."),
        forms.observation,
        "metingen",
    ),
    "correct": Deed(
        "POST",
        "/experiments/{which}/observations/{part}/_correct",
        _l("Verbeterd. Wat er stond blijft voor jou te zien."),
        forms.correction,
        "metingen",
    ),
    "open-results": Deed(
        "POST", "/experiments/{which}/results/_open", _l("Iedereen kan de uitkomsten nu zien."), anchor="metingen"
    ),
    "confirm-removal": Deed(
        "POST", "/experiments/{which}/removals/{part}/_confirm", _l("Bevestigd. Dank je wel."), anchor="metingen"
    ),
    "needs": Deed("PUT", "/needs", _l("Bewaard wat jullie nodig hebben."), forms.needs, "nodig"),
    "end-result": Deed("PUT", "/end-result", _l("Bewaard waar jullie naartoe werken."), forms.end_result, "nodig"),
    "deliver": Deed(
        "POST",
        "/end-result/_deliver",
        _l("Het eindresultaat is opgeleverd. Binnen enkele tellen staat het bij Kennis."),
        forms.delivery,
        "wat",
    ),
    "source": Deed(
        "POST",
        "/funding/sources",
        _l("De bron staat erbij. Bij Het geld zet je hem later op ontvangen, en noteer je uitgaven."),
        forms.source,
        "geld",
    ),
    "sharing-plan": Deed("PUT", "/sharing-plan", _l("Bewaard hoe jullie delen."), forms.sharing_plan, "nodig"),
    "programme": Deed("PUT", "/programme-link", _l("Bewaard."), forms.programme, "nodig"),
    "start": Deed(
        "POST",
        "/_start",
        _l("De proeftuin is begonnen. Drie jaar, vanaf nu."),
        lambda form: {"startDate": form.text("startDate")},
    ),
    "pause": Deed(
        "POST", "/_pause", _l("De proeftuin is gepauzeerd. De einddatum schuift niet mee; ga verder zodra het kan.")
    ),
    "resume": Deed(
        "POST", "/_resume", _l("De proeftuin gaat weer verder. Vertel iedereen wat er veranderde: deel iets.")
    ),
    "conclude": Deed(
        "POST",
        "/_conclude",
        _l(
            "Het afronden is begonnen. Lever nu het eindresultaat op, deel een uitkomst en een les, "
            "en verantwoord het geld."
        ),
    ),
    "complete": Deed("POST", "/_complete", _l("De proeftuin is afgerond. Dank aan iedereen.")),
    "stop": Deed("POST", "/_stop", _l("De proeftuin is gestopt. Wat jullie leerden blijft staan."), forms.stopping),
    "join": Deed("POST", "/stints", _l("Je doet mee. Welkom."), forms.stint, "meedoen"),
    "leave": Deed(
        "POST",
        "/stints/me/_end",
        _l("Je bent afgehaakt. Wat je bijdroeg blijft van jou."),
        forms.leaving,
        "meedoen",
    ),
    "credit": Deed(
        "PUT", "/stints/me/credit", _l("Bewaard. Overal waar het staat, gaat dit mee."), forms.credit, "meedoen"
    ),
    "act-as-holder": Deed("PUT", "/holders/{which}", _l("Jij draagt de proeftuin, tot iemand het overneemt.")),
    "appeal": Deed(
        "POST", "/bars/me/_appeal", _l("Je bezwaar is ingediend. Je krijgt bericht."), forms.appeal, "meedoen"
    ),
    "bar": Deed(
        "PUT", "/bars/{part}", _l("Uitgesloten. Wie het betreft krijgt bericht, met de reden."), forms.reason, "toegang"
    ),
    "lift-bar": Deed("DELETE", "/bars/{which}", _l("Die mag weer meedoen, en krijgt bericht."), anchor="toegang"),
    "grant-appeal": Deed(
        "POST", "/appeals/{which}/_grant", _l("Toegewezen. Die mag weer meedoen."), forms.reason, "toegang"
    ),
    "deny-appeal": Deed(
        "POST", "/appeals/{which}/_deny", _l("Afgewezen. Wie bezwaar maakte leest waarom."), forms.reason, "toegang"
    ),
    "update": Deed(
        "POST", "/updates", _l("Gedeeld. Binnen enkele tellen staat het bij Kennis."), forms.update, "nieuws"
    ),
}
