#!/usr/bin/env python3

print("<!doctype html><html lang=es><title>Hola</title><h1>Hola</h1><p>Esta respuesta la ha escrito un programa.</p>")
