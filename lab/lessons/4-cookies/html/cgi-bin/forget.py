#!/usr/bin/env python3

print("Content-Type: text/html; charset=utf-8")
print("Set-Cookie: visits=; Path=/; Max-Age=0")
print()
print("<!doctype html>")
print('<meta name="viewport" content="width=device-width">')
print('<link rel="stylesheet" href="/style.css">')
print("<title>Forgotten · Olvidado</title>")
print("<h1>Forgotten<br><span lang=es>Olvidado</span></h1>")
print('<p><a href="/cgi-bin/counter.py">counter.py</a></p>')
