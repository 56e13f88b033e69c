"""What react-3as reads, served by Python's standard library alone: python3 server.py

It has no POST routes: it shows dashboards, plans and usage, and sells nothing.
"""

import base64
import hashlib
import json
import os
import sys
import time
from datetime import datetime, timezone
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

BASE_PATH = "/api/analytics"
CONTRACT_VERSION = "1"
API_URL = os.environ.get("THREE_AS_API_URL", "http://127.0.0.1:4300")
DASHBOARD_URL = os.environ.get("THREE_AS_DASHBOARD_URL", "http://127.0.0.1:4301")
# Where your page is. Without it: the host that was called.
PAGE_ORIGIN = os.environ.get("PAGE_ORIGIN")
DASHBOARD_SECONDS = 3600
TRIALS = ("unlimited_free_trial", "unlimited_30_day_free_trial")
# The platform's words for a status, and the contract's.
STATUSES = {
    "active": "active",
    "canceled": "ending",
    "cancelled": "ending",
    "inactive": "ended",
    "pending": "ended",
}

# Yours: the session of your application. These are for trying it with the sandbox.
DEMO_PEOPLE = {
    "acme-manager": {"customer": "acme", "role": "manager", "viewer": None},
    "acme-viewer": {"customer": "acme", "role": "viewer", "viewer": "acme-viewer"},
    "globex-manager": {"customer": "globex", "role": "manager", "viewer": None},
}


def is_on_this_machine(url):
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


for url in (API_URL, DASHBOARD_URL):
    if urlsplit(url).scheme != "https" and not is_on_this_machine(url):
        raise SystemExit(f"{url}: beyond this machine tokens travel by https only.")


class NoRedirect(HTTPRedirectHandler):
    """Followed, a redirect would take the token along to wherever it leads: here it is an error."""

    def redirect_request(self, *_):
        return None


open_url = build_opener(NoRedirect).open


def who_asks(headers):
    return DEMO_PEOPLE.get(headers.get("x-demo-user")) if is_on_this_machine(API_URL) else None


class Refusal(Exception):
    """An error as the page gets it."""

    def __init__(self, status, code, message, headers=()):
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, dict(headers)


def unavailable():
    return Refusal(502, "platform_unavailable", "The analytics platform could not be asked.")


def no_website():
    # The same for one that is not there and for one of another customer: who asks learns nothing.
    return Refusal(404, "not_found", "There is no such website, or it is not yours.")


# --- The token -------------------------------------------------------------------------------------------------------


@cache
def partner():
    """The id and the key (modulus and private exponent) that tokens are signed with."""
    if "THREE_AS_INTP_ID" in os.environ:
        with open(os.environ["THREE_AS_PRIVATE_KEY_FILE"], encoding="ascii") as file:
            return os.environ["THREE_AS_INTP_ID"], numbers_of(file.read())
    if not is_on_this_machine(API_URL):
        raise SystemExit("Set THREE_AS_INTP_ID and THREE_AS_PRIVATE_KEY_FILE.")
    # A sandbox says who its demo partner is, key included.
    with open_url(f"{API_URL}/__sandbox/demo", timeout=10) as answer:
        demo = json.load(answer)["intps"][0]
    return demo["id"], numbers_of(demo["privateKey"])


def numbers_of(pem):
    """Of an RSA key in PKCS#1 or PKCS#8: both are DER, which is a tag, a length and a value, again and again."""
    der = base64.b64decode("".join(line for line in pem.splitlines() if "-----" not in line))

    def values(data):
        at = 0
        while at < len(data):
            tag, length, at = data[at], data[at + 1], at + 2
            if length & 0x80:
                size = length & 0x7F
                length, at = int.from_bytes(data[at : at + size]), at + size
            yield tag, data[at : at + length]
            at += length

    (_, whole), *_ = values(der)
    parts = list(values(whole))
    if parts[2][0] == 0x04:  # PKCS#8 wraps the other
        (_, whole), *_ = values(parts[2][1])
        parts = list(values(whole))
    return int.from_bytes(parts[1][1]), int.from_bytes(parts[3][1])


def url_safe(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(claims, life_seconds=600):
    """A JWT, RS256. With `cryptography` or `PyJWT` installed, let them do it: they hide how long the key takes."""
    intp_id, (modulus, exponent) = partner()
    now = int(time.time())
    parts = (
        {"alg": "RS256", "typ": "JWT", "kid": intp_id},
        {**claims, "intp_id": intp_id, "iat": now, "exp": now + life_seconds},
    )
    signed = ".".join(url_safe(json.dumps(part).encode()) for part in parts)
    # RFC 8017, EMSA-PKCS1-v1_5: the digest's name and the digest, padded to the length of the key.
    digest = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(signed.encode()).digest()
    size = (modulus.bit_length() + 7) // 8
    padded = b"\x00\x01" + b"\xff" * (size - len(digest) - 3) + b"\x00" + digest
    signature = pow(int.from_bytes(padded), exponent, modulus).to_bytes(size)
    return f"{signed}.{url_safe(signature)}"


# --- The platform ----------------------------------------------------------------------------------------------------


def read(path):
    """The payload of a call; None where there is no such thing."""
    request = Request(API_URL + path, headers={"Authorization": "Bearer " + token({"roles": ["intp"]})})
    try:
        with open_url(request, timeout=10) as answer:
            return json.load(answer)["payload"]
    except HTTPError as error:
        if error.code == 404:
            return None
        raise unavailable() from error
    except (URLError, OSError, ValueError, KeyError) as error:
        raise unavailable() from error


def website_for(person, website_id):
    """A website, and the role that the person has on it."""
    # A client of HTTP would take these for steps in the path.
    website = None if website_id in (".", "..") else read("/v2/3as/websites/" + quote(website_id, safe=""))
    if website is None or website["intpWebsiteId"] != website_id:
        raise no_website()
    if website["intpCustomerId"] == person["customer"]:
        return website, person["role"]
    if role_among_contributors(website_id, person["customer"]) is None:
        raise no_website()
    return website, "viewer"


def role_among_contributors(website_id, customer):
    listed = read(f"/v3/3as/websites/{quote(website_id, safe='')}/contributors") or {"contributors": {}}
    for role in ("editor", "watcher", "dashboard"):
        if any(one["intpCustomerId"] == customer for one in listed["contributors"].get(role, [])):
            return role
    return None


def company():
    found = read("/v2/3as/company-details") or {}
    billing_mode = found.get("billingMode")
    holder = {"website": "website", "intpc": "customer"}.get(found.get("subscriptionType"))
    # Taken for something else, a page would offer plans that the dashboard sells.
    if billing_mode not in ("company_managed", "platform_managed") or holder is None:
        raise unavailable()
    return billing_mode, holder


def packages_for(website, holder):
    of = {"intpWebsiteId": website["intpWebsiteId"]}
    if holder == "customer":
        of = {"intpCustomerId": website["intpCustomerId"]}
    return [
        {
            "id": package["id"],
            "name": package["name"] or None,
            # Rounded: 19.99 * 100 is less than 1999 in floating point.
            "price": {"amountMinor": round(float(package["price"]) * 100), "currency": package["currency"]},
            "interval": "yearly" if package["period"] == "yearly" else "monthly",
            "limit": limit_of(package["touchpoints"]),
            "isRecommended": package.get("recommended", False),
            "isTrial": package["name"] in TRIALS,
        }
        for package in read("/v2/3as/packages?" + urlencode(of)) or []
    ]


def limit_of(touchpoints):
    return "unlimited" if touchpoints < 0 else touchpoints


def instant(text):
    """ISO 8601 in UTC, with milliseconds."""
    if not text:
        return None
    moment = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def subscription_of(website, packages):
    """What a website has, as the contract has it. What is not known is null, and never left out."""
    if not website.get("packageId"):
        return {"status": "none"}
    by_id = {package["id"]: package for package in packages}
    known = by_id.get(website["packageId"], {})
    status = STATUSES.get(website["status"])
    if status is None:
        raise unavailable()
    consumption = website.get("consumption")
    plan = {
        "packageId": website["packageId"],
        "name": website.get("packageName") or known.get("name"),
        "interval": "yearly" if website.get("billingInterval") == "yearly" else "monthly",
        "limit": known.get("limit", limit_of(consumption["stpLimit"]) if consumption else None),
        "price": known.get("price"),
    }
    had_trial, in_trial = website.get("hadTrial", False), website.get("inTrial", False)
    if status == "ended":
        return {"status": status, "plan": plan, "hadTrial": had_trial}
    kind = "unlimited" if website.get("packageName") in TRIALS else "package"
    running = {
        "status": status,
        "plan": plan,
        "trial": {"kind": kind} if in_trial else None,
        "endsAt": instant(website.get("expiresAt")),
        "hadTrial": had_trial,
    }
    if status != "active":
        return running
    planned_id = website.get("plannedDowngradePackageId")
    # That a trial falls to the free package at its end was not planned by the customer.
    if not planned_id or in_trial:
        return {**running, "planned": None}
    planned = {
        "packageId": planned_id,
        "name": website.get("plannedDowngradePackageName"),
        "interval": by_id.get(planned_id, {}).get("interval"),
    }
    return {**running, "planned": planned}


def usage_of(website, holder):
    consumption = website.get("consumption")
    if not consumption:
        return {"kind": "unknown"}
    limit = consumption["stpLimit"]
    period = {"used": consumption["stpConsumed"], "resetsAt": instant(website.get("stpResetAt"))}
    if holder == "customer":
        return {"kind": "pool_share", **period}
    if limit == 0:
        return {"kind": "no_tracking"}
    return {"kind": "unlimited", **period} if limit < 0 else {"kind": "limited", "limit": limit, **period}


# --- The routes ------------------------------------------------------------------------------------------------------


def list_websites(person, _query):
    found, page = [], 0
    while True:
        query = {"externalCustomerId": person["customer"], "page": page, "pageSize": 100}
        listed = read("/v2/3as/websites?" + urlencode(query)) or []
        found += [website for website in listed if website["intpCustomerId"] == person["customer"]]
        if len(listed) < 100:
            break
        page += 1
    return {
        "websites": [
            {
                "websiteId": website["intpWebsiteId"],
                "domain": website["domain"],
                "status": STATUSES.get(website["status"], "active"),
                "planName": None if website["packageName"] in ("", *TRIALS) else website["packageName"],
                "may": RIGHTS[person["role"]],
            }
            for website in found
        ]
    }


def dashboard_url(person, query):
    """A token opens all that its customer may open, as that customer: a viewer never gets the owner's."""
    website_id = id_of(query)
    _, role = website_for(person, website_id)
    sign_for = person["customer"] if person["role"] == "manager" else person["viewer"]
    if person["role"] != "manager":
        if not sign_for or role_among_contributors(website_id, sign_for) not in ("watcher", "dashboard"):
            raise Refusal(403, "viewer_unknown", "There is no dashboard for this viewer yet.")
    signed = token({"roles": ["intpc"], "intpc_id": sign_for}, DASHBOARD_SECONDS)
    address = {"intpc_token": signed, "externalWebsiteId": website_id}
    if role == "manager":
        address["allowUpgrade"] = "true"
    return {"url": f"{DASHBOARD_URL}?{urlencode(address, quote_via=quote)}", "expiresInSeconds": DASHBOARD_SECONDS}


def list_packages(person, query):
    website, _ = website_for(person, id_of(query))
    _, holder = company()
    return {"packages": [package for package in packages_for(website, holder) if not package["isTrial"]]}


def show_subscription(person, query):
    website, role = website_for(person, id_of(query))
    billing_mode, holder = company()
    return {
        "now": datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "websiteId": website["intpWebsiteId"],
        "may": RIGHTS[role],
        "billingMode": billing_mode,
        "holder": holder,
        "subscription": subscription_of(website, packages_for(website, holder)),
        "usage": usage_of(website, holder),
        "openChange": None,
        "allowsIntervalSwitch": False,
        "payment": {"standing": "paid"},
        "isChargeMissing": False,
        "refusesUpgrades": False,
    }


def id_of(query):
    value = query.get("websiteId", [""])[0]
    if not 1 <= len(value) <= 512:
        raise Refusal(400, "invalid_request", "The request is not valid at websiteId.")
    return value


# What a page is told that a person may do.
RIGHTS = {"manager": ["look", "plan", "billing", "team", "keys", "activate"], "viewer": ["look"]}

ROUTES = {
    "/websites": list_websites,
    "/dashboard-url": dashboard_url,
    "/packages": list_packages,
    "/subscription": show_subscription,
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            self.respond(200, self.answer())
        except Refusal as refusal:
            self.refuse(refusal)
        except Exception as error:  # Nothing of it may reach the page.
            print(f"{type(error).__name__} while answering {urlsplit(self.path).path}", file=sys.stderr)
            self.refuse(Refusal(500, "internal", "Something went wrong on our side."))

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def answer(self):
        address = urlsplit(self.path)
        route = ROUTES.get(address.path.removeprefix(BASE_PATH)) if address.path.startswith(BASE_PATH) else None
        if route is None:
            raise Refusal(404, "not_found", "There is no such route.")
        if self.command not in ("GET", "HEAD"):
            raise Refusal(405, "invalid_request", "This route takes GET.", {"Allow": "GET, HEAD"})
        origin = self.headers.get("origin")
        if origin is not None and origin not in (PAGE_ORIGIN, *self.own_origins()):
            raise Refusal(403, "cross_site", "This request may come from another site.")
        if self.headers.get("x-react-3as", CONTRACT_VERSION) != CONTRACT_VERSION:
            raise Refusal(409, "version_mismatch", "Page and backend speak different versions of the contract.")
        person = who_asks(self.headers)
        if person is None:
            raise Refusal(401, "unauthenticated", "Sign in to see this.")
        # The page may name the customer that it shows. One person has one customer here.
        customer = unquote(self.headers.get("x-react-3as-customer", ""))
        if customer not in ("", person["customer"]):
            raise Refusal(404, "not_found", "There is no such website.")
        return route(person, parse_qs(address.query))

    def own_origins(self):
        host = self.headers.get("host")
        return () if PAGE_ORIGIN else (f"http://{host}", f"https://{host}")

    def respond(self, status, body, headers=()):
        text = json.dumps(body).encode()
        # A signed URL is kept nowhere, and so is an error.
        is_secret = status != 200 or "expiresInSeconds" in body
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Cache-Control", "no-store" if is_secret else "private, no-cache")
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def refuse(self, refusal):
        error = {
            "code": refusal.code,
            "message": refusal.message,
            "hint": None,
            "retryable": refusal.status in (429, 500, 502),
        }
        self.respond(refusal.status, {"error": error}, refusal.headers)

    def log_request(self, *_):
        """Addresses hold ids of websites, which belong in no log."""


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8000"))
    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        print(f"Listening: http://127.0.0.1:{port}{BASE_PATH}", flush=True)
        server.serve_forever()
