"""Runs the handler of a script with clients that return given answers. Prints the result and the calls as JSON."""
import json
import os
import sys

import boto3

given = json.load(sys.stdin)
boto3.ANSWERS.update(given['answers'])
scope = {}
exec(given['script'], scope)
result = {'calls': boto3.CALLS}
try:
    result['payload'] = scope[given['handler']](given['payload'], {})
except Exception as error:
    result['failure'] = str(error)
print(json.dumps(result), flush=True)
# Threads that wait for a Region end with the sandbox of Automation.
os._exit(0)
