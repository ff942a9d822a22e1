"""How the system runs: embedded.py on one machine without anything else, docker-compose.yml with everything."""
