"""What the passing of time does in sharing: looking once more for what someone left who is to be forgotten."""

from __future__ import annotations

from services.sharing.use_cases.erasure import look_again
from shared.schedule import Schedule

schedule = Schedule()
schedule.every(600)(look_again)
