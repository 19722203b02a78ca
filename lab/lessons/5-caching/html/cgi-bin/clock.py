#!/usr/bin/env python3
import time

print("Content-Type: text/plain; charset=utf-8")
print()
print("It is", time.strftime("%H:%M:%S"))
