def mark_paid(order_id):
    print(order_id)
