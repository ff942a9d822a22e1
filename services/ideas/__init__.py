"""Ideas: from a first thought to a proeftuin in the making. See README.md."""
