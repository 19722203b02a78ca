#!/usr/bin/env python3

print("<!doctype html>")
print("<title>Hello · Hola</title>")
print('<meta name="viewport" content="width=device-width">')
print('<meta name="color-scheme" content="light dark">')
print("<h1>Hello · <span lang=es>Hola</span></h1>")
print("<p>A program has written this.</p>")
print("<p lang=es>Esto lo ha escrito un programa.</p>")
print("Content-type: text/javascript")
print()
