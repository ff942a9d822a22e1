"""What every service does alike when someone wants his data, or wants to be forgotten. Knows no service's tables.

`erasing`: who was erased, and the id that takes his place. `late`: word of him that comes afterwards. `scrubbing`:
gone from the file too. `exports`: the part of his data that a service holds ready for a day.
"""
