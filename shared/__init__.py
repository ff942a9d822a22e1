"""The library the services stand on: database, bus, HTTP, tokens. Knows no domain noun outside shared/events/."""
