"""docs/integrating.md and its examples, as the tests that run them read it."""

from __future__ import annotations

import re

from deploy.documents.parts import ROOT

DOCUMENT = (ROOT / "docs" / "integrating.md").read_text()


def sections() -> dict[str, str]:
    """The document's sections by their headings."""
    parts = re.split(r"^## (.+)$", DOCUMENT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples(section: str, language: str = "sh") -> list[str]:
    """The commands of one section; each `curl` is one."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", sections()[section], re.DOTALL)
    if language != "sh":
        return found
    return [each for block in found for each in re.split(r"\n(?=curl )", block.strip())]
