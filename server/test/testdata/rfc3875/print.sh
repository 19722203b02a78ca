#!/bin/sh
exec cat "../rows/$QUERY_STRING"
