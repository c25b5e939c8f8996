"""Verifies a webhook with the standard library: Standard Webhooks, https://www.standardwebhooks.com.

    python3 verify.py ID TIMESTAMP SIGNATURE < body          # the secret is WEBHOOK_SECRET, whsec_…
"""

import base64
import hashlib
import hmac
import os
import sys
import time

TOLERANCE = 300  # seconds: what is older was perhaps recorded by somebody and sent again


def verify(secret, webhook_id, timestamp, signatures, body, now):
    """Whether the exchange sent these bytes. Several signatures: the secret is being rotated, and one that is known is enough."""
    if not timestamp.isdigit() or abs(now - int(timestamp)) > TOLERANCE:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{webhook_id}.{timestamp}.".encode() + body  # the raw body, before anybody reads it as JSON
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(wanted.encode(), one.encode()) for one in signatures.split(" "))


if __name__ == "__main__":
    ok = verify(os.environ["WEBHOOK_SECRET"], *sys.argv[1:4], sys.stdin.buffer.read(), time.time())
    sys.exit(0 if ok else "not signed by the exchange")
