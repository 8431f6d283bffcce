import { placeOrder } from './place-order';

export default function Page() {
  return (
    <form action={placeOrder}>
      <label>
        Your mail address <input name="email" type="email" required />
      </label>
      <button>Order, and pay by invoice</button>
    </form>
  );
}
