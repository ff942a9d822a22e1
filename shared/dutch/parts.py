"""Words of which Dutch makes its compounds, as they stand alone: where work, town, care and making meet.

Hand-picked: short words that often begin or end others by chance (ver, ter, ing, er) are left out on purpose. What
people's own ideas add is learned in the word list (search.index).
"""

from __future__ import annotations

_PARTS = """
zelf ton studio kluis stalling dienst bakker bakkerij melkerij kapper verlening verlener spreekuur festival plein
werk thuis plek plaats plein huis huur buurt wijk stad dorp straat tuin park bos water lucht grond land boer
markt kantoor ruimte kamer zaal gebouw school klas les leer leraar student studie kennis kunde vak man vrouw
mens mensen kind jongere jeugd ouder ouderen senior buur vriend familie gezin burger bewoner inwoner gemeente
provincie rijk staat overheid bedrijf onderneming ondernemer zaak winkel fabriek atelier keuken eten voedsel
voeding maaltijd kook koken brood groente fruit melk vlees koffie thee drank wijn bier energie stroom gas warmte
zon wind kracht dak zonne paneel batterij auto fiets bus trein tram metro vlieg vliegtuig boot schip veer haven
weg pad route brug verkeer vervoer reis rijden rijder deel delen gedeeld lening leen ruil bank geld loon inkomen
uitkering bijstand basis kas fonds prijs kosten winst belasting verzekering pensioen arbeid baan functie taak
rooster uur tijd dag nacht week maand jaar seizoen zomer winter lente herfst vakantie verlof vrij vrijwillig
vrijwilliger zorg hulp mantel zieken ziek ziekte gezond gezondheid arts dokter huisarts apotheek verpleeg wonen
woning bouw bouwen steen hout metaal plastic papier glas textiel kleding kleren mode stof schoen afval rest
kring loop kringloop recycle gebruik herstel reparatie hergebruik product productie dienst diensten markten
meubel meubels stoel tafel bed kast lamp licht vuur brand veilig veiligheid politie recht wet regel regels
beleid plan project proef proeftuin test onderzoek wetenschap techniek machine computer software data netwerk
net web digitaal digi internet online scherm telefoon mobiel app spel spelen speel speelgoed sport voetbal zwem
zwembad lopen wandel hardloop muziek zang koor dans theater toneel film foto kunst kunstenaar cultuur museum
boek boeken bibliotheek taal woord lees lezen schrijf schrijven verhaal krant nieuws media radio televisie beeld
kleur vorm ontwerp maker maken hand handen hoofd hart lichaam geest stem oog oor voet vinger haar huid dier
dieren hond kat paard koe kip vogel vis bij bijen insect plant planten bloem boom bomen zaad oogst akker weide
veld stal schuur moes moestuin natuur milieu klimaat groen duurzaam regen zee rivier meer kust dijk duin strand
eiland berg dal heide groep team club vereniging stichting cooperatie coop raad bestuur leider leiding coach
coaching mentor maatje leden lid vergader vergadering bijeenkomst gesprek dialoog overleg samen samenwerking
gemeenschap sociaal eenzaam eenzaamheid ontmoeting ontmoet inloop uitleen bieb repair cafe restaurant hotel
kelder zolder deur raam muur vloer trap lift gang hal balkon erf hof hek post pakket bezorg bezorger koerier
lever levering voorraad opslag magazijn transport vracht container wagen kar bak kist doos tas zak fles blik pot
pan bord lepel mes gereedschap zaag hamer boor schroef naai naald draad wol katoen zijde freelancer zelfstandig
zelfstandige zzp flex flexibel deeltijd nul contract vacature sollicitatie loopbaan carriere opleiding cursus
training scholing stage stagiair leerling meester examen diploma certificaat talent vaardigheid ervaring kans
kansen doel idee ideeen vraag antwoord keuze wens droom toekomst verandering innovatie creatief creativiteit
inspiratie motivatie rust druk stress slaap pauze lunch ontbijt avond ochtend middag mantelzorg opvang
kinderopvang creche peuter kleuter baby tiener docent juf rector lokaal vluchteling nieuwkomer migrant asiel
integratie inburger taalles beperking handicap rolstoel blind doof toegang toegankelijk budget schuld schulden
armoede voedselbank hulpverlener begeleiding begeleider steun punt loket balie centrum hoek zone gebied regio
streek nummer kaart lijst boekje gids agenda kalender systeem model methode dorps wijks stads gezins scholen
sfeer geluid stilte lawaai trilling geur smaak parkeer parkeren garage laad laadpaal paal tank station halte
perron spoor rails asfalt stoep oefen oefening maat maten staal beton bouwplaats kraan graaf graven schilder
verf behang tegel dementie dement zorgboerderij boerderij erfgoed kerk moskee tempel klooster geloof feest
festival viering circulair vers biologisch bio eco kilometer seizoens snoep snack frisdrank alcohol rook tabak
verslaving
"""
PARTS = frozenset(_PARTS.split())
