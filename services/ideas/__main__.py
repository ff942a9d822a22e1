"""`python -m services.ideas web|worker|migrate|provision|…`"""

from services.ideas.service import build
from shared.cli import main

main(build)
