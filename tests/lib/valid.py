# SPDX-License-Identifier: GPL-2.0-only
# valid.py SCHEMA: is each JSON document on stdin as the schema says?
import json
import sys

import jsonschema

with open(sys.argv[1], encoding="ascii") as file:
    schema = json.load(file)
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
text = sys.stdin.read()
decoder = json.JSONDecoder()
at = documents = bad = 0
while at < len(text.rstrip()):
    document, at = decoder.raw_decode(text, at)
    while at < len(text) and text[at].isspace():
        at += 1
    documents += 1
    for error in validator.iter_errors(document):
        print("/".join(str(part) for part in error.absolute_path), error.message[:300])
        bad = 1
sys.exit(bad or not documents)
