const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Words for things in the application itself, or for kinds of services. A variable that starts with one names no
 * company.
 */
export const GENERIC_WORDS = words(`
  access account accounts ad admin adminer agent agents ai alert alerts alternate analysis analytics analyzer android anon antivirus api apikey apns app application apps
  archive artifact asset assets assistant async audio audit auth authentication authn authorization aws backend backfill backup base
  basic batch bearer bench benchmark beta billing blob blog body bootstrap bot bots browser bucket build bundle bypass cache callback captcha cdn cert
  certificate channel chat check ci cipher claim cli client clients cloud cluster cms code codeowners collector command commit community company completion
  config conformance connect connection connector console consumer container content conversion convert cookie core cors credential credentials crm
  cron crypto csrf current custom customer daemon dashboard data database datasource db debug default demo dep deploy deployment
  dev developer development device dispatch doc docker docs document documents domain download downstream draft dsync dummy dynamic e2e ecommerce edge
  editor email emails embed embedding embeddings emotions encryption endpoint engine enterprise env environment error event events
  example exchange export extension external extraction fake fallback feature feed file files filter flask fleet form forms frontend func
  function functions gateway generic git global gpg graph graphql group guest hash health hmac home hook hooks host hosted hosting
  http https hub id identity image images import inbound incoming index inference ingest ingestion initial instance integration
  integrations internal invite invoice ios iot issuer job jobs jwe jwks jws jwt key keys keystore label launch lead legacy license link listener live
  llm load loadtest local localhost location lock log logger logging login logs machine mail mailer main malware management manager map maps mapping market marketplace
  master mcp media member merchant message messages messaging metrics migration mobile mock model models module monitor
  monitoring my mysql native network new nextauth node notification notifications notify oauth oauth2 oidc old openid operator
  orchestration order orders organization org origin otel otp our outbound outgoing output owner package page parent partner passkey passkeys
  password payment payments peer perf performance personal phone picture pipeline plan platform player plugin plugins pool portal preview price primary
  private process processor prod product production profile project prometheus prompt protected provider providers proxy public
  publish publisher push queue quiz rails rate read realtime receiver recovery redirect referral refresh region register registry
  relay release remote render report reporting repo repository request research reset resource rest reviewer revalidate role root
  route router rpc rsa rtc runner runtime sales saml sample sandbox scanner scheduler scim scraper scraping script sdk search second secondary
  secret secrets secure security seed sentiment server servers service services session sessions setup shared shop sign signal signature signed
  signer signing signup site slack sms smtp social socket source spam speech sql ssh ssl sso staff stage staging standard starter
  static status storage store stream stt studio sub subscription super superadmin superuser support sync system tag target
  task tasks taxonomy team telemetry temp template tenant test testing third ticket tls token tokens tool tools tracker tracking traffic
  transcription translate translation transport trigger trusted tts tunnel txn ui unsubscribe update updater upload uploads upstream
  url user users util utils validator value vault vector vendor verification verifier verify version video vision voice vpn
  wallet web webapp webhook webpack webhooks website webui widget wiki windows worker workers workflow workspace write ws x your`);

/** Words that may follow a company's name in a variable without being part of it. */
export const TRAILING_WORDS = words(`
  account admin ai api app assistant auth billing bot client cloud dev event events integration live media oauth oauth2 partner
  personal platform prod production project public publishable sandbox service shared staging store team test user web webhook
  webhooks workspace`);

/**
 * Events that webhooks report, and what handlers do with them. A route that ends in one is not named after a company.
 */
export const EVENT_WORDS = words(`
  accept ack activity add all any approval approve balance bank bet bid bounce broadcast bulk call card cart case catalog charge chargeback checkout class close
  comment complete confirm contact contract coupon course create deal debit decline delete delivery deposit dispute done driver envelope error exam
  expense failure fetch fine forward game gift grade guest handle handler inquiry inventory item lesson listener loan match meal menu new
  node note offer open opportunity outbox inbox parcel patient payout people person ping policy poll post presence process
  proposal quote receipt receive recipe refill refund reject reminder remove reply response restaurant result return review rider room run sale save send
  sheet signal slot start stock stop story student success survey table terminal thread ticker timer trade transcript transfer trip
  universal variant vehicle verdict visit vote voucher warehouse withdrawal`);

/** First words of variables that are only set for tests. */
export const TEST_WORDS = words('ci dummy e2e example fake fixture load loadtest mock sample seed test testing tests');

/** Abbreviations in capitals. */
export const ACRONYMS = words(`
  ai api aws bbc btc cdn ci cms crm css db dhl dns dpd eu gcp gls gps hr http ibm id io iot ip isbn kyc llm mcp nasa nft nhs
  npm ocr pdf pos rss s3 sap sdk seo sms sql sso tts ui uk ups us usps url vat vpn`);

/** Domains of websites, images, fonts, packages, vocabularies and people. A URL there is no integration. */
export const QUIET_DOMAINS = words(`
  acme.com adobe.com apache.org apple.com archive.org bit.ly creativecommons.org cloudflare.com dot.net dummyimage.com dummyjson.com
  eclipse.org example-app.com facebook.com fontawesome.com fbcdn.net fb.com ghcr.io ggpht.com giphy.com git-scm.com gmail.com gnu.org golang.org
  google.com googleapis.com googleusercontent.com gravatar.com gstatic.com github.com githubassets.com githubusercontent.com
  gitlab.com goo.gl hackernews.com iana.org ietf.org imgur.com instagram.com isrg.org jsdelivr.net json-schema.org
  jsonplaceholder.com jquery.com kernel.org letsencrypt.org licenses.dev linkedin.com live.com localhost.run loremflickr.com
  lorem.space medium.com mdn.dev microsoft.com microsoftonline.com microsoftonline.us microsoftonline.de chinacloudapi.cn mozilla.org mozilla.net nodejs.org npmjs.com npmjs.org openapis.org
  opensource.org opengis.net openxmlformats.org outlook.com oracle.com packagist.org picsum.photos placehold.co
  placehold.it placeholder.com placekitten.com pnpm.io polyfill.io purl.org pypi.org python.org pythonhosted.org pravatar.cc
  randomuser.me react.dev readthedocs.org reactjs.org rubygems.org ruby-lang.org rust-lang.org schema.org schemastore.org shields.io
  sourceforge.net spdx.org stackoverflow.com swagger.io t.co t.me tailwindcss.com twitter.com typescriptlang.org typekit.net ui-avatars.com
  unicode.org unpkg.com unsplash.com vuejs.org w3.org wa.me webhook.site whatwg.org wikimedia.org wikipedia.org
  windows-ppe.net x.com xmlsoap.org yarnpkg.com youtu.be youtube.com youtube-nocookie.com ytimg.com httpbin.org httpstat.us reqres.in typicode.com
  mockapi.io beeceptor.com requestbin.com pipedream.net jsonbin.io`);
