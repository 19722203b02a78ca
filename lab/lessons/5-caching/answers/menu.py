#!/usr/bin/env python3
import os

etag = '"menu-1"'
print("ETag: " + etag)
if os.environ.get("HTTP_IF_NONE_MATCH") == etag:
    print("Status: 304 Not Modified")
    print()
    raise SystemExit
print("Content-Type: text/plain; charset=utf-8")
print()
print("Soup, fish and a pear · Sopa, pescado y una pera")
