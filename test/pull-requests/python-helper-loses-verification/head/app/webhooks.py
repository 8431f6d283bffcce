from fastapi import APIRouter, Request

from app.orders import mark_paid
from app.stripe_events import read_event

router = APIRouter()


@router.post("/webhooks/stripe")
async def stripe_webhook(request: Request):
    event = read_event(await request.body(), request.headers.get("stripe-signature"))
    mark_paid(event["data"]["object"]["id"])
    return {"received": True}
