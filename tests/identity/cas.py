"""A house of identity that speaks CAS: django-mama-cas as its authors hand it out, with two people in it.

Says its address on the first line of standard output; ends with standard input.
"""

import os
import sys
import tempfile
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

SERVICE = os.environ["SERVICE"]
PASSWORD = os.environ["PASSWORD"]

settings.configure(
    SECRET_KEY="of this test alone",
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "mama_cas",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(tempfile.mkdtemp(), "cas.db"),
        }
    },
    MAMA_CAS_SERVICES=[
        {"SERVICE": SERVICE, "CALLBACKS": ["mama_cas.callbacks.user_name_attributes"]},
    ],
)
django.setup()
urlpatterns = [path("cas/", include("mama_cas.urls"))]


class Quiet(WSGIRequestHandler):
    """Says nothing of what it is asked."""

    def log_message(self, *_):
        pass


def main():
    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User

    User.objects.create_user("zhangsan", password=PASSWORD, first_name="三", last_name="张")
    User.objects.create_user("lisi", password=PASSWORD)
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(f"http://127.0.0.1:{server.server_port}/cas", flush=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


main()
