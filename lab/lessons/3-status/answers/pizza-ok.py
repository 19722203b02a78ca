#!/usr/bin/env python3
import os
from urllib.parse import parse_qs

query = parse_qs(os.environ.get("QUERY_STRING", ""))
people = int(query.get("people", ["4"])[0])

if people == 0:
    print("Content-Type: text/html; charset=utf-8")
    print()
    print("<h1>Who is going to eat it?</h1>")
    raise SystemExit

slices = 12 / people

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Pizza</title>")
print("<h1>Pizza: 12 /", people, "=", slices, "</h1>")
