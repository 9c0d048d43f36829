"""Pages of findings: reading, recording, and what they rest on."""
