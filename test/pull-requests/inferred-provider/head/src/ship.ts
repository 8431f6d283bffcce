export const shipments = () =>
  fetch('https://api.parcelwing.io/v2/shipments', {
    headers: { authorization: `Bearer ${process.env.PARCELWING_API_KEY}` },
  });
export const own = () => fetch('https://api.shop.io/v1/orders', { headers: { key: process.env.SHOP_API_KEY } });
