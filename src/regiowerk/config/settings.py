"""Settings.  Every value an operator may want to change is one environment variable REGIOWERK_*."""

from __future__ import annotations

import logging
import os
from datetime import date
from http import HTTPStatus
from pathlib import Path

import dj_database_url
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from regiowerk.config import Connection

# Each thread of the server counts for itself; threads of OpenBLAS beside them would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"REGIOWERK_{name}", default)


def switch(name: str) -> bool:
    return env(name).lower() in {"1", "true", "yes", "on"}


PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(env("VAR") or Path.cwd() / "var")
VAR.mkdir(parents=True, exist_ok=True)

# The demo signs in as any role without a password and shows the example region on its story day.
DEMO = switch("DEMO")
STORY_DAY = date.fromisoformat(env("STORY_DAY")) if env("STORY_DAY") else None

DEBUG = switch("DEBUG")
SECRET_KEY = env("SECRET_KEY") or ("only-for-the-demo-on-this-machine-" * 2 if DEMO else "")
ALLOWED_HOSTS = env("HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
# Which engine counts results: DuckDB inside the process, or one Ibis knows the address of.
EVALUATION_ENGINE = env("EVALUATION_ENGINE", "duckdb://")
EVALUATION_FOLDER = env("EVALUATION_FOLDER", "")
SITE_ADDRESS = env("SITE_ADDRESS", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tasks_db",
    "regiowerk.ground.ui",
    "regiowerk.ground.documents",
    "regiowerk.ground.journal",
    "regiowerk.ground.notices",
    "regiowerk.ground.people",
    "regiowerk.ground.regions",
    "regiowerk.ground.process",
    "regiowerk.listen.questionnaires",
    "regiowerk.listen.codes",
    "regiowerk.listen.surveys",
    "regiowerk.listen.findings",
    "regiowerk.decide.ballots",
    "regiowerk.decide.goals",
    "regiowerk.tell.reports",
    "regiowerk.tell.exchange",
    "regiowerk.tell.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "regiowerk.ground.regions.middleware.ActorMiddleware",
]

ROOT_URLCONF = "regiowerk.config.urls"
WSGI_APPLICATION = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regiowerk.ground.ui.context.frame",
                "regiowerk.tell.portal.context.navigation",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "regiowerk.ground.ui.templatetags.kern",
                "regiowerk.ground.ui.templatetags.kern_data",
                "regiowerk.ground.ui.templatetags.kern_answers",
            ],
        },
    }
]
FORM_RENDERER = "regiowerk.ground.ui.forms.KernRenderer"

# SQLite is the embedded default; REGIOWERK_DATABASE_URL=postgres://... names a server instead.
_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": VAR / "regiowerk.sqlite3",
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        "factory": Connection,
        # DEFERRED transactions that turn into writes fail with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # No mmap_size: it is reported to make the WAL-reset bug worse.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
            # What is deleted is overwritten: whose a secret paper was cannot be read from the file.
            "PRAGMA secure_delete=ON"
        ),
    },
}
DATABASES = {
    "default": (
        dict(dj_database_url.parse(env("DATABASE_URL"), conn_max_age=60, conn_health_checks=True))
        if env("DATABASE_URL")
        else _SQLITE
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "portal:start"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC") or VAR / "static")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if switch("RELEASE")
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not switch("RELEASE")

# Mails go to files by default, so that nothing leaves the house before an operator wants it.
MAILERS = {
    "default": {
        "file": {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(VAR / "mails")},
        },
        "console": {"BACKEND": "django.core.mail.backends.console.EmailBackend"},
        "smtp": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {
                "host": env("SMTP_HOST", "localhost"),
                "port": int(env("SMTP_PORT", "25")),
                "username": env("SMTP_USER"),
                "password": env("SMTP_PASSWORD"),
                "use_tls": switch("SMTP_TLS"),
                "timeout": 20,
            },
        },
    }[env("MAILER", "file")]
}
DEFAULT_FROM_EMAIL = env("MAIL_FROM", "Regiowerk <regiowerk@localhost>")

TASKS = {
    "default": {
        "BACKEND": (
            "django.tasks.backends.immediate.ImmediateBackend"
            if switch("TASKS_AT_ONCE")
            else "django_tasks_db.DatabaseBackend"
        )
    }
}

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
# A section with a table of 200 rows sends more fields than Django takes otherwise.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
LANGUAGE_COOKIE_NAME = "language"

_IS_TLS = SITE_ADDRESS.startswith("https://")
SECURE_SSL_REDIRECT = _IS_TLS
SECURE_HSTS_SECONDS = 31_536_000 if _IS_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _IS_TLS
SECURE_HSTS_PRELOAD = _IS_TLS
SESSION_COOKIE_SECURE = _IS_TLS
CSRF_COOKIE_SECURE = _IS_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if switch("BEHIND_PROXY") else None

# What only the operator can know; shown in imprint, privacy notice and accessibility statement.
OPERATOR = {
    "name": env("OPERATOR_NAME"),
    "address": env("OPERATOR_ADDRESS"),
    "mail": env("OPERATOR_MAIL"),
    "phone": env("OPERATOR_PHONE"),
}

# RFC 9116 asks for an end; the file is renewed with each release.
SECURITY_TXT_EXPIRES = "2027-11-30T00:00:00Z"
CSRF_FAILURE_VIEW = "regiowerk.ground.ui.views.refusals.csrf_failure"

# Answers that tell somebody what to correct are the daily work of this site, not something to look after.
EXPECTED = {HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY}


def worth_a_line(line: logging.LogRecord) -> bool:
    return getattr(line, "status_code", None) not in EXPECTED


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "worth_a_line": {
            "()": "django.utils.log.CallbackFilter",
            "callback": worth_a_line,
        }
    },
    "formatters": {
        "line": {
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["worth_a_line"],
        }
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {"fontTools": {"level": "WARNING"}, "weasyprint": {"level": "ERROR"}},
}

SILENCED_SYSTEM_CHECKS: list[str] = []
