export const key = process.env.PARCEL_WING_API_KEY;
