import postgres from 'postgres';

const url = process.env.DATABASE_URL;
if (url === undefined) throw new Error('DATABASE_URL is not set');

export const sql = postgres(url, { max: 10 });
