"""What may be published of answers that are only shown together.  Pure.

`protect` makes one table safe, `protect_together` several breakdowns of one question, `protect_sum`
sums and means, `safe_themes` the themes of open text; `check_release` compares a new release with
all earlier ones.
"""
