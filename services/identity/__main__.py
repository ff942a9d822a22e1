"""`python -m services.identity web|worker|migrate|provision|create-admin|rotate-signing-key|…`"""

from services.identity.service import build
from shared.cli import main

main(build)
