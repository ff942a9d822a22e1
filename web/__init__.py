"""The web client: server-rendered pages that talk to the services only over their public HTTP API."""
