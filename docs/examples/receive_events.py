"""Receives Mooring's events, signed as Standard Webhooks says. Python 3.8 or later, the standard library alone.

    EVENT_SECRETS="whsec_…" python3 receive_events.py 8080

An event may come twice (its answer was lost): remember the ids of those you have worked on. Answer 2xx only once the event is safe.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE_S = 5 * 60
LARGEST_BODY = 1024 * 1024


class NotSigned(Exception):
    """The message is not from who knows the secret, or is too old to be believed."""


def verify(headers, body, secrets, now):
    """Raises NotSigned unless one of the signatures is made with one of the secrets, less than five minutes ago."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not message_id or not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE_S:
        raise NotSigned()
    signed = b".".join([message_id.encode(), timestamp.encode(), body])
    given = [part[3:] for part in headers.get("webhook-signature", "").split(" ") if part.startswith("v1,")]
    for secret in secrets:
        key = base64.b64decode(secret[len("whsec_"):])
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        if any(hmac.compare_digest(expected.encode(), signature.encode()) for signature in given):
            return
    raise NotSigned()


class Receiver(BaseHTTPRequestHandler):
    secrets = ()
    seen = set()  # In a real service: a table with a unique id, in the transaction that works on the event.

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > LARGEST_BODY:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            verify(self.headers, body, self.secrets, time.time())
        except NotSigned:
            return self.answer(401)
        event = json.loads(body)
        if event["id"] not in self.seen:
            self.take(event)
            self.seen.add(event["id"])
        self.answer(204)

    def take(self, event):
        print(event["type"], event["connectionId"], event["sequence"], flush=True)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    Receiver.secrets = os.environ["EVENT_SECRETS"].split()
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver)
    print("listening on", server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
