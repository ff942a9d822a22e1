"""`python -m services.ideas web|worker|migrate|provision|…`"""

from shared.cli import main

from services.ideas.service import build

main(build)
