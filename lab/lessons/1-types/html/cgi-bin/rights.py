#!/usr/bin/env python3
import html
import os

# This file is not in html: it lies beside that folder. · Este archivo no está en html, sino al lado.
with open("../../diary.txt", encoding="utf-8") as file:
    diary = file.read()

home = os.path.expanduser("~")
files = len(os.listdir(home)) if os.path.isdir(home) else 0

print("Content-Type: text/html; charset=utf-8")
print()
print("<!doctype html>")
print("<title>Rights · Permisos</title>")
print('<meta name="viewport" content="width=device-width">')
print('<meta name="color-scheme" content="light dark">')
print("<h1>What this script can read<br><span lang=es>Lo que este script puede leer</span></h1>")
print("<p>diary.txt:</p>")
print("<blockquote>" + html.escape(diary) + "</blockquote>")
print("<p>Your home folder:", files, "files and folders</p>")
print("<p lang=es>Tu carpeta personal:", files, "archivos y carpetas</p>")
