"""The product's settings, made quick: cheap password hashes, mails kept in memory, tasks at once."""

import os

os.environ.setdefault("REGIOWERK_SECRET_KEY", "only-for-tests")
os.environ.setdefault("REGIOWERK_TASKS_AT_ONCE", "1")

from regiowerk.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}

# Whatever the shell around the tests is set to.
DEMO, STORY_DAY = False, None
