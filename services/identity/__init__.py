"""identity: who people are, in which werkkring they take part, for whom they speak, and what they may do."""
