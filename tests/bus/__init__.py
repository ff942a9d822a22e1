"""The conformance suite: what every transport must hold to, each promise tried on `embedded` and on `rabbit`."""
