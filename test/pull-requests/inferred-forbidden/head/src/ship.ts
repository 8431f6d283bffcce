export const shipments = () => fetch('https://api.parcelwing.io/v2/shipments');
