"""`python -m services.experiments web|worker|migrate|provision|…`"""

from services.experiments.service import build
from shared.cli import main

main(build)
