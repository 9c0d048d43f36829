from __future__ import annotations

from datetime import UTC, datetime

from regiowerk.ground.people.models import User

AT = datetime(2022, 1, 24, 9, 0, tzinfo=UTC)


def a_user(email: str = "beispiel@example.org", *, name: str = "", password: str = "") -> User:
    user = User(
        email=email, name=name or email.split("@")[0], created_at=AT, created_by="Regiowerk"
    )
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    return user
