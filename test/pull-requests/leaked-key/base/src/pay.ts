export const key = process.env.PAY_KEY;
