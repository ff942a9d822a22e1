"""Sharing: what proeftuinen learn, for everyone: publications, feeds and the public event log. See README.md."""
