"""The first proeftuin, played through the public API of a running system: plainly demo data, nothing but HTTP."""
