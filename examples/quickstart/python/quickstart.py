"""Asks where an item is, answers as the other post, and closes: the quick start in one program, with the standard library alone.

    HOST=http://localhost:8080 KEY=wpk_… PARTNER=wpk_… CASE=CASE-20817 python3 quickstart.py EE473199019GB
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
from datetime import date, timedelta

HOST = os.environ.get("HOST", "http://localhost:8080")
TODAY = date.fromisoformat(os.environ.get("TODAY") or date.today().isoformat())


def call(key, method, path, body=None, once=None):
    """One request. What is refused says why: a problem's slug, sentence and fields."""
    request = urllib.request.Request(HOST + path, method=method, data=json.dumps(body).encode() if body is not None else None)
    request.add_header("Authorization", "Bearer " + key)
    if body is not None:
        request.add_header("Content-Type", "application/json")
    if once:
        request.add_header("Idempotency-Key", once)
    for attempt in range(5):
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code in (429, 503) and attempt < 4:  # these alone can be repeated
                time.sleep(int(refused.headers.get("Retry-After", 2**attempt)))
                continue
            problem = json.load(refused)
            sys.exit(f"{refused.code} {problem['type'].rsplit('/', 1)[-1]}: {problem['detail']} {problem.get('errors', '')}")


def ask(key, item, case):
    """Raises the inquiry of a case; asked twice, it is the same one."""
    fields = {"senderName": "Imogen Invented", "senderAddress": "4 Sample Street, York YO1 0XX", "addresseeName": "Max Muster",
              "addresseeAddress": "Beispielweg 7, 53113 Bonn", "contents": "Ceramic vase", "customerIs": "sender"}
    body = {"itemId": item, "workflow": "WII", "destination": "DEA", "send": True, "externalRef": case, "fields": fields}
    return call(key, "POST", "/v1/inquiries", body, once=case)["id"]


def wait(key, inquiry, until):
    """Reads an inquiry until something holds. A system in production reads the log of changes, or is told by webhook."""
    for _ in range(60):
        now = call(key, "GET", f"/v1/inquiries/{inquiry}")
        if until(now):
            return now
        time.sleep(1)
    sys.exit("nothing happened for a minute")


def main():
    key, partner, case, item = os.environ["KEY"], os.environ["PARTNER"], os.environ["CASE"], sys.argv[1]
    inquiry = ask(key, item, case)
    wait(key, inquiry, lambda q: any(e["kind"] == "routed" for e in q["history"]))

    fields = {"date": str(TODAY - timedelta(days=8)), "place": "Bonn", "receivedBy": "M. Muster", "evidence": "signature"}
    call(partner, "POST", f"/v1/inquiries/{inquiry}/reply", {"code": "DLV", "fields": fields}, once=case + "-reply")

    answered = wait(key, inquiry, lambda q: q["state"] == "replied")
    print(case, answered["lastReply"]["code"], "before", answered["dueAt"])
    print(call(key, "POST", f"/v1/inquiries/{inquiry}/close", {"code": "CLO_OK"}, once=case + "-close")["state"])


main()
