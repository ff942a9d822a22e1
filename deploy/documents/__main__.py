"""`python -m deploy.documents write|check`; `write --breaking` where a type changes that was never released."""

import argparse
import sys

from deploy.documents import writing

parser = argparse.ArgumentParser(prog="python -m deploy.documents", description="Make or check the made documents.")
parser.add_argument("deed", choices=["write", "check"])
parser.add_argument("--breaking", action="store_true", help="let a schema break what readers rely on")
options = parser.parse_args()
sys.exit(writing.check() if options.deed == "check" else writing.write(breaking_allowed=options.breaking))
