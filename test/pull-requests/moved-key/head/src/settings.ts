// Where it is read from
export const key = 'sk_live_{{alnum:24}}';
