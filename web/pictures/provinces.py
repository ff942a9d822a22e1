"""Which province a municipality of the Netherlands lies in, however its name is written. Knows no picture."""

from __future__ import annotations

import re
import unicodedata

MUNICIPALITIES = {
    "Groningen": """Eemsdelta, Groningen, Het Hogeland, Midden-Groningen, Oldambt, Pekela, Stadskanaal, Veendam,
        Westerkwartier, Westerwolde""",
    "Friesland": """Achtkarspelen, Ameland, Dantumadiel, De Fryske Marren, Harlingen, Heerenveen, Leeuwarden,
        Noardeast-Fryslân, Ooststellingwerf, Opsterland, Schiermonnikoog, Smallingerland, Súdwest-Fryslân,
        Terschelling, Tytsjerksteradiel, Vlieland, Waadhoeke, Weststellingwerf""",
    "Drenthe": """Aa en Hunze, Assen, Borger-Odoorn, Coevorden, De Wolden, Emmen, Hoogeveen, Meppel,
        Midden-Drenthe, Noordenveld, Tynaarlo, Westerveld""",
    "Overijssel": """Almelo, Borne, Dalfsen, Deventer, Dinkelland, Enschede, Haaksbergen, Hardenberg, Hellendoorn,
        Hengelo, Hof van Twente, Kampen, Losser, Oldenzaal, Olst-Wijhe, Ommen, Raalte, Rijssen-Holten, Staphorst,
        Steenwijkerland, Tubbergen, Twenterand, Wierden, Zwartewaterland, Zwolle""",
    "Flevoland": "Almere, Dronten, Lelystad, Noordoostpolder, Urk, Zeewolde",
    "Gelderland": """Aalten, Apeldoorn, Arnhem, Barneveld, Berg en Dal, Berkelland, Beuningen, Bronckhorst, Brummen,
        Buren, Culemborg, Doesburg, Doetinchem, Druten, Duiven, Ede, Elburg, Epe, Ermelo, Harderwijk, Hattem, Heerde,
        Heumen, Lingewaard, Lochem, Maasdriel, Montferland, Neder-Betuwe, Nijkerk, Nijmegen, Nunspeet, Oldebroek,
        Oost Gelre, Oude IJsselstreek, Overbetuwe, Putten, Renkum, Rheden, Rozendaal, Scherpenzeel, Tiel, Voorst,
        Wageningen, West Betuwe, West Maas en Waal, Westervoort, Wijchen, Winterswijk, Zaltbommel, Zevenaar,
        Zutphen""",
    "Utrecht": """Amersfoort, Baarn, Bunnik, Bunschoten, De Bilt, De Ronde Venen, Eemnes, Houten, IJsselstein, Leusden,
        Lopik, Montfoort, Nieuwegein, Oudewater, Renswoude, Rhenen, Soest, Stichtse Vecht, Utrecht,
        Utrechtse Heuvelrug, Veenendaal, Vijfheerenlanden, Wijk bij Duurstede, Woerden, Woudenberg, Zeist""",
    "Noord-Holland": """Aalsmeer, Alkmaar, Amstelveen, Amsterdam, Bergen, Beverwijk, Blaricum, Bloemendaal, Castricum,
        Den Helder, Diemen, Dijk en Waard, Drechterland, Edam-Volendam, Enkhuizen, Gooise Meren, Haarlem,
        Haarlemmermeer, Heemskerk, Heemstede, Heiloo, Hilversum, Hollands Kroon, Hoorn, Huizen, Koggenland,
        Landsmeer, Laren, Medemblik, Oostzaan, Opmeer, Ouder-Amstel, Purmerend, Schagen, Stede Broec, Texel,
        Uitgeest, Uithoorn, Velsen, Waterland, Wijdemeren, Wormerland, Zaanstad, Zandvoort""",
    "Zuid-Holland": """Alblasserdam, Albrandswaard, Alphen aan den Rijn, Barendrecht, Bodegraven-Reeuwijk,
        Capelle aan den IJssel, Delft, Den Haag, Dordrecht, Goeree-Overflakkee, Gorinchem, Gouda,
        Hardinxveld-Giessendam,
        Hendrik-Ido-Ambacht, Hillegom, Hoeksche Waard, Kaag en Braassem, Katwijk, Krimpen aan den IJssel,
        Krimpenerwaard, Lansingerland, Leiden, Leiderdorp, Leidschendam-Voorburg, Lisse, Maassluis, Midden-Delfland,
        Molenlanden, Nieuwkoop, Nissewaard, Noordwijk, Oegstgeest, Papendrecht, Pijnacker-Nootdorp, Ridderkerk,
        Rijswijk, Rotterdam, Schiedam, ’s-Gravenhage, Sliedrecht, Teylingen, Vlaardingen, Voorne aan Zee,
        Voorschoten, Waddinxveen, Wassenaar, Westland, Zoetermeer, Zoeterwoude, Zuidplas, Zwijndrecht""",
    "Zeeland": """Borsele, Goes, Hulst, Kapelle, Middelburg, Noord-Beveland, Reimerswaal, Schouwen-Duiveland, Sluis,
        Terneuzen, Tholen, Veere, Vlissingen""",
    "Noord-Brabant": """Alphen-Chaam, Altena, Asten, Baarle-Nassau, Bergeijk, Bergen op Zoom, Bernheze, Best, Bladel,
        Boekel, Boxtel, Breda, Cranendonck, Den Bosch, Deurne, Dongen, Drimmelen, Eersel, Eindhoven, Etten-Leur,
        Geertruidenberg, Geldrop-Mierlo, Gemert-Bakel, Gilze en Rijen, Goirle, Halderberge, Heeze-Leende, Helmond,
        ’s-Hertogenbosch, Heusden, Hilvarenbeek, Laarbeek, Land van Cuijk, Loon op Zand, Maashorst, Meierijstad,
        Moerdijk, Nuenen, Nuenen Gerwen en Nederwetten, Oirschot, Oisterwijk, Oosterhout, Oss, Reusel-De Mierden,
        Roosendaal, Rucphen, Sint-Michielsgestel, Someren, Son en Breugel, Steenbergen, Tilburg, Valkenswaard,
        Veldhoven, Vught, Waalre, Waalwijk, Woensdrecht, Zundert""",
    "Limburg": """Beek, Beekdaelen, Beesel, Bergen (L), Brunssum, Echt-Susteren, Eijsden-Margraten, Gennep,
        Gulpen-Wittem,
        Heerlen, Horst aan de Maas, Kerkrade, Landgraaf, Leudal, Maasgouw, Maastricht, Meerssen, Mook en Middelaar,
        Nederweert, Peel en Maas, Roerdalen, Roermond, Simpelveld, Sittard-Geleen, Stein, Vaals,
        Valkenburg aan de Geul, Venlo, Venray, Voerendaal, Weert""",
}


def plain(name: str) -> str:
    """A name without what people write in different ways: accents, dashes, apostrophes, capitals."""
    bare = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", bare)


_PROVINCE = {
    plain(name): province for province, names in MUNICIPALITIES.items() for name in names.split(",") if plain(name)
}


def province_of(municipality: object) -> str:
    """The province, or nothing for a place that is no municipality we know."""
    name = str(municipality or "")
    return _PROVINCE.get(plain(name)) or _PROVINCE.get(plain(re.sub(r"\([^)]*\)", "", name)), "")
