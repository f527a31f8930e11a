"""What is run inside the server's environment: its settings and its first steps, as text.

The server's Python has no ghinhan, so both are written into the server's own folder.
"""

SETTINGS_MODULE = "ghinhan_doccano_settings"

SETTINGS = '''\
"""doccano's own production settings, with what a server on one machine needs."""

import os

from config.settings.production import *  # noqa: F403  theirs first, ours after
from kombu.transport.sqlalchemy import Transport

Transport.polling_interval = 0.1  # seconds; the queue is a local file

HOME = os.environ["GHINHAN_DOCCANO_HOME"]
BASE_DIR = HOME
DJANGO_DRF_FILEPOND_UPLOAD_TMP = os.path.join(HOME, "uploads")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405  from theirs
    DATABASES["default"].setdefault("OPTIONS", {})["timeout"] = 60  # noqa: F405  from theirs
'''

FIRST_STEPS = """\
import os

import django

django.setup()
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection

if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("pragma journal_mode=wal")
call_command("migrate", verbosity=0)

# Web process and worker would both make the queue at their start, and one of them would fail.
from config.celery import app

with app.connection_for_write() as queue:
    app.amqp.queues[app.conf.task_default_queue](queue.default_channel).declare()
call_command("create_roles")
users = get_user_model().objects
name = os.environ["GHINHAN_DOCCANO_USERNAME"]
user = users.filter(username=name).first()
if user is None:
    user = users.create_superuser(name, "", os.environ["GHINHAN_DOCCANO_PASSWORD"])
elif os.environ.get("GHINHAN_DOCCANO_RESET"):
    user.set_password(os.environ["GHINHAN_DOCCANO_PASSWORD"])
    user.save()
"""
