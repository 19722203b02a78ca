#!/usr/bin/env python3
import os
from http.cookies import SimpleCookie

cookies = SimpleCookie(os.environ.get("HTTP_COOKIE", ""))
visits = int(cookies["visits"].value) + 1 if "visits" in cookies else 1

print(f"Set-Cookie: visits={visits}; Path=/")
print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Visits · Visitas</title>")
print("<h1>Visit · <span lang=es>Visita</span>", visits, "</h1>")
