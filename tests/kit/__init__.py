"""What tests share: worlds to act in, real servers, keys. Nothing sleeps; nothing mocks our own code."""
