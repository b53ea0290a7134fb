"""The platform seen from outside: what the demo and the end-to-end tests speak with it.

Written from the message contract alone, with pika and psycopg2, as another system would be. Nothing here knows how the
services are made.
"""
