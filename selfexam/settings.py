"""The one settings file. Every difference between deployments comes through env.py."""

from pathlib import Path

import bootstrap
from csp.constants import NONE, SELF

from applications.idcards import extra
from selfexam import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.folder("VAR", BASE_DIR / "var")

# DEMO=1 is the `make run` setting: local secrets, demonstration accounts, sandbox payment.
DEMO = env.flag("DEMO", True)
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", demonstration=DEMO, keep_in=VAR / "keys" / "secret")
SALT_KEY = env.secret("FIELD_KEY", demonstration=DEMO, keep_in=VAR / "keys" / "field")
DIGEST_KEY = env.secret("DIGEST_KEY", demonstration=DEMO, keep_in=VAR / "keys" / "digest")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]") if DEMO else ())
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
# The issuing office, as it stands in the header, on notices and on documents.
INSTITUTE_NAME = env.text("INSTITUTE_NAME", "重庆市教育考试院")
PORTAL_URL = env.url("PORTAL_URL", "http://127.0.0.1:8000", ("http", "https"))

INSTALLED_APPS = [
    "selfexam.accounts",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "selfexam.jobs",
    "selfexam.catalogue",
    "selfexam.records",
    "selfexam.payments",
    "applications",
    "review",
    "certificates",
    "selfexam.demo",
    "selfexam",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "selfexam.addresses.PlainAddressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "selfexam.accounts.wrong_method.WrongMethodMiddleware",
    "selfexam.accounts.signed_in_only.SignedInOnlyMiddleware",
    "selfexam.accounts.must_change.MustChangePasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "selfexam.urls"
WSGI_APPLICATION = "selfexam.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "selfexam.accounts.context.desk",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR / 'portal.sqlite3'}", ("sqlite", "postgres", "postgresql"))
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    VAR.mkdir(parents=True, exist_ok=True)
    # WAL and IMMEDIATE: without them writers fail with "database is locked".
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA busy_timeout=20000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "selfexam.accounts.backends.PortalBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "selfexam.accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "selfexam.accounts.password_rules.UnlikeTheOwner"},
    {"NAME": "selfexam.accounts.password_rules.Uncommon"},
    {"NAME": "selfexam.accounts.password_rules.NotAllDigits"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "selfexam.accounts.attempts.counted_name"
# Never written into the table of attempts, beside the password itself.
AXES_SENSITIVE_PARAMETERS = ["username", "admission_number", "name", "id_number", "password1", "password2", "next"]
AXES_LOCKOUT_CALLABLE = "selfexam.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("vendor/bootstrap", Path(next(iter(bootstrap.__path__))))]
STORAGES = {
    "default": {"BACKEND": "selfexam.private_files.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name files by their hash only; the plain copies would be compressed for nobody.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
PRIVATE_ROOT = VAR / "private"
PRIVATE_ACCEL_PREFIX = env.text("PRIVATE_ACCEL_PREFIX")
PHOTO_NETWORKS = env.folder("PHOTO_NETWORKS", VAR / "networks")
# Whether ID cards are read: where the extra is installed (auto), by a worker on another machine too (on), or not (off).
CARD_READING = env.choice("CARD_READING", extra.AUTO, extra.CHOICES)
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# A unit's grid of exemptions sends fifty people with every course of their plan ticked.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
# A phone's photo of 40 megapixels.
PHOTO_MAX_BYTES = 24 * 1024 * 1024

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
if env.text("EMAIL_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.text("EMAIL_HOST")
    EMAIL_PORT = env.whole("EMAIL_PORT", 465, least=1, most=65535)
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_SSL = True
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "noreply@localhost")

PAYMENT_GATEWAYS = env.names("PAYMENT_GATEWAYS", ("sandbox", "counter") if DEMO else ())
# How the make-believe provider treats refunds; "fail" and "slow" are for trying the staff's pages.
SANDBOX_REFUNDS = env.choice("SANDBOX_REFUNDS", "done", ("done", "fail", "slow"))

# Who is asked about prior certificates, in order; what they do not know a reviewer looks up (applications/priors).
PRIOR_PROVIDERS = env.names("PRIOR_PROVIDERS", ("imported", "sandbox") if DEMO else ("imported",))

CELERY_BROKER_URL = env.url("CELERY_BROKER_URL", "filesystem://", ("filesystem", "redis", "rediss"))
BROKER_FOLDER = VAR / "broker"
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_FOLDER.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT = "selfexam.jobs.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER),
        "data_folder_out": str(BROKER_FOLDER),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.1,
    }
else:
    # Longer than any lease (jobs/registry.py), so that a message does not come back while its job is running.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 1800,
        "socket_connect_timeout": 3,
        # Two portals on one Redis must not take each other's messages.
        "global_keyprefix": env.text("CELERY_KEY_PREFIX", "selfexam."),
    }
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page does not wait for a broker that is away; the sweeper announces the job later.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # KiB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "clock")

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "selfexam.accounts.errors.stale_form"
if not DEMO:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # A load balancer asks on the inside, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = env.whole("SECURE_HSTS_SECONDS", 31_536_000, least=0, most=63_072_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"axes": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}, "fontTools": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))},
}
