"""Writes the invoices of new orders."""

import os

import redis
import sentry_sdk

from invoices import write_invoice

sentry_sdk.init(dsn=os.environ.get("SENTRY_DSN"))


def main() -> None:
    queue = redis.Redis.from_url(os.environ["REDIS_URL"])
    while True:
        _, order = queue.brpop(["invoices"])
        write_invoice(order.decode())


if __name__ == "__main__":
    main()
