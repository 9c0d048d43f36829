"""Pages of the project insight: its reports, and the slides the office has chosen for it."""
