"""Checks what docker/kubernetes renders to: objects against schemas, and against what the programs are."""
