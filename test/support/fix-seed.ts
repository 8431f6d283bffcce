import fc from 'fast-check';

// Property tests draw the same cases on every machine, so that failures are reproducible and a green run means the same
// everywhere. Set `FC_SEED` to draw other cases.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 2026) });
