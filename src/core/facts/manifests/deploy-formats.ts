import { named } from './manifest-format.ts';
import type { ManifestFormat } from './manifest-format.ts';
import { readAmplify } from './formats/read-amplify.ts';
import { looksLikeAppEngine, readAppEngine } from './formats/read-app-engine.ts';
import { looksLikeAppJson, readAppJson, readEasJson } from './formats/read-app-json.ts';
import { readFirebaseJson } from './formats/read-firebase-json.ts';
import { readFlyToml } from './formats/read-fly-toml.ts';
import { looksLikeKamal, readKamal } from './formats/read-kamal.ts';
import { readNetlifyToml } from './formats/read-netlify-toml.ts';
import { readRailwayJson, readRailwayToml } from './formats/read-railway.ts';
import { readRenderYaml } from './formats/read-render-yaml.ts';
import { readServerless } from './formats/read-serverless.ts';
import { readSupabaseConfig } from './formats/read-supabase-config.ts';
import { readVercelJson } from './formats/read-vercel-json.ts';
import { readWranglerJson, readWranglerToml } from './formats/read-wrangler.ts';

/** Files that tell a host how to run the code. Of a `Procfile` there is nothing to read. */
export const DEPLOY_FORMATS: readonly ManifestFormat[] = [
  { id: 'vercel-json', matches: named(/^vercel\.json$/), read: readVercelJson },
  { id: 'netlify-toml', matches: named(/^netlify\.toml$/), read: readNetlifyToml },
  { id: 'fly-toml', matches: named(/^fly(?:[._-][\w.-]+)?\.toml$/), read: readFlyToml },
  { id: 'railway-toml', matches: named(/^railway(?:[._-][\w.-]+)?\.toml$/), read: readRailwayToml },
  { id: 'railway-json', matches: named(/^railway(?:[._-][\w.-]+)?\.json$/), read: readRailwayJson },
  { id: 'render-yaml', matches: named(/^render(?:[._-][\w.-]+)?\.ya?ml$/), read: readRenderYaml },
  { id: 'wrangler-toml', matches: named(/^wrangler(?:[._-][\w.-]+)?\.toml$/), read: readWranglerToml },
  { id: 'wrangler-json', matches: named(/^wrangler(?:[._-][\w.-]+)?\.jsonc?$/), read: readWranglerJson },
  { id: 'firebase-json', matches: named(/^firebase\.json$/), read: readFirebaseJson },
  {
    id: 'app-json',
    matches: named(/^app(?:\.config)?\.json$/),
    read: readAppJson,
    concerns: looksLikeAppJson,
  },
  { id: 'eas-json', matches: named(/^eas\.json$/), read: readEasJson },
  {
    id: 'app-engine',
    matches: named(/^app(?:[._-][\w.-]+)?\.ya?ml$/),
    read: readAppEngine,
    concerns: looksLikeAppEngine,
  },
  { id: 'supabase-config', matches: (p) => /(?:^|\/)supabase\/config\.toml$/.test(p), read: readSupabaseConfig },
  {
    id: 'kamal',
    matches: (p) => /(?:^|\/)config\/deploy(?:\.[\w.-]+)?\.ya?ml$/.test(p),
    read: readKamal,
    concerns: looksLikeKamal,
  },
  { id: 'amplify', matches: named(/^amplify\.ya?ml$/), read: readAmplify },
  { id: 'serverless', matches: named(/^serverless(?:[._-][\w.-]+)?\.ya?ml$/), read: readServerless },
];
