#!/usr/bin/env python3
# vitrina: no-prewarm
import sys
from wsgiref.handlers import CGIHandler

sys.path.insert(0, "../..")  # app.py lies beside html · app.py está al lado de html

from app import app

CGIHandler().run(app)
