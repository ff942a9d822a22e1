"""`python -m services.sharing web|worker|migrate|provision|…`"""

from services.sharing.service import build
from shared.cli import main

main(build)
