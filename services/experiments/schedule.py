"""What the passing of time does to proeftuinen: every verb looks for what is due, and catches up after days off."""

from __future__ import annotations

from services.experiments.use_cases import bars, consents, dataset_files, due, erasure, releasing, updates
from shared.schedule import Schedule

MINUTE = 60.0
DAY = 24 * 60 * MINUTE

schedule = Schedule()
schedule.every(MINUTE)(due.conclude_what_ended)
schedule.every(MINUTE)(due.pause_what_stayed_broken)
schedule.every(MINUTE)(updates.open_what_participants_had_first)
schedule.every(10 * MINUTE)(due.near_the_horizon)
schedule.every(10 * MINUTE)(due.remind_of_the_rhythm)
schedule.every(10 * MINUTE)(releasing.release_results)
schedule.every(10 * MINUTE)(consents.remind_of_removals)
schedule.every(MINUTE)(dataset_files.remove_bytes)
schedule.every(360 * MINUTE)(dataset_files.sweep_files)
schedule.every(10 * MINUTE)(erasure.look_again)
schedule.every(DAY)(bars.forget_bars)
