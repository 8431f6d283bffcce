import fc from 'fast-check';

// Property tests draw the same cases on every machine, so that a failure can be repeated and a green run means the same
// everywhere. `FC_SEED` draws others, for whoever goes looking for more.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 2026) });
