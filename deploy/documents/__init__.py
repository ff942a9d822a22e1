"""Documents made from the code and committed with it: OpenAPI, event schemas and samples, events.md, the API index.

`python -m deploy.documents write` makes them, `check` says whether what is committed still agrees with the code.
"""
