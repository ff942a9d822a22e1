"""The passwords that everyone tries first, Dutch ones among them; only those of eight characters and more."""

from __future__ import annotations

_WORDS = """
password password1 password12 password123 password1234 passw0rd p@ssw0rd p@ssword pa$$word passwort
wachtwoord wachtwoord1 wachtwoord12 wachtwoord123 welkom01 welkom123 welkom1234 welkom2020 welkom2021 welkom2022
welkom2023 welkom2024 welkom2025 welkom2026 welcome1 welcome01 welcome123 geheim123 geheim1234 amsterdam
amsterdam1 rotterdam rotterdam1 feyenoord feyenoord1 ajax1234 nederland nederland1 utrecht1 eindhoven
12345678 123456789 1234567890 0123456789 012345678 87654321 987654321 9876543210 11111111 00000000
22222222 88888888 99999999 12341234 123123123 12121212 11223344 1122334455 123321123 147258369
1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx 1qaz2wsx3edc q1w2e3r4 q1w2e3r4t5 qwerty12 qwerty123 qwerty1234
qwertyui qwertyuiop qwerty12345 asdfghjk asdfghjkl zxcvbnm1 zxcvbnm123 qazwsxedc azertyuiop qwer1234
asdf1234 abcd1234 abc12345 abcdefgh abc123456 a1234567 a12345678 a123456789 aa123456 aaaaaaaa
iloveyou iloveyou1 ilovejou sunshine sunshine1 princess princess1 football football1 voetbal1
voetbal123 baseball baseball1 superman superman1 batman123 pokemon1 pokemon123 dragon123 michael1
jennifer trustno1 whatever letmein1 letmein123 changeme changeme1 changeme123 administrator admin123
admin1234 administrator1 computer computer1 internet starwars startrek corvette mercedes vakantie
schatje1 liefje123 zonnetje chocolade chocolate hallo123 hallo1234 test1234 testtest testtest1 master123
"""
COMMON = frozenset(_WORDS.split())
