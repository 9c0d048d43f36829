"""The pages of a process: its plan, its bodies, its texts, and the forms that change them."""
