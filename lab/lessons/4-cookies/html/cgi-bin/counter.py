#!/usr/bin/env python3
import os
from http.cookies import SimpleCookie

visits = 1

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Visits · Visitas</title>")
print("<h1>Visit · <span lang=es>Visita</span>", visits, "</h1>")
