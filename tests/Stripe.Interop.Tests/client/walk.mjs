// Drives the fake with Stripe's own client and prints what came of each step, a JSON object a line.
// The first line tells where its webhook endpoint listens; the fake's address is then read from standard input.
import http from 'node:http';
import readline from 'node:readline';
import Stripe from 'stripe';

const [, , secret, issuerSecret] = process.argv;
const PATIENCE_MS = 20_000;
const say = (name, value) => process.stdout.write(JSON.stringify({ step: name, ...value }) + '\n');

const problem = (e) => ({
  error: e.constructor.name,
  status: e.statusCode,
  code: e.code,
  decline_code: e.decline_code,
  param: e.param,
  raw_type: e.rawType,
  message: e.message,
  intent_status: e.payment_intent?.status,
  request_id: e.requestId,
});

async function step(name, work) {
  try {
    say(name, { value: await work() });
  } catch (e) {
    say(name, problem(e));
  }
}

// The endpoint of a shop: what Stripe's own verifier makes of each delivery.
const deliveries = [];
let arrived = () => {};
const shop = http.createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    try {
      const event = Stripe.webhooks.constructEvent(body, request.headers['stripe-signature'], request.url === '/issuer' ? issuerSecret : secret);
      deliveries.push({ id: event.id, to: request.url, type: event.type, object: event.data.object.object, about: event.data.object.id });
    } catch (e) {
      deliveries.push(problem(e));
    }
    response.writeHead(200).end('{}');
    arrived();
  });
});

async function delivered(enough) {
  const end = Date.now() + PATIENCE_MS;
  while (!enough() && Date.now() < end) {
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, end - Date.now());
      arrived = () => { clearTimeout(timer); resolve(); };
    });
  }
}

shop.listen(0, '127.0.0.1');
await new Promise((resolve) => shop.on('listening', resolve));
say('listening', { value: { port: shop.address().port } });

const input = readline.createInterface({ input: process.stdin });
const fake = new URL(await new Promise((resolve) => {
  input.once('line', resolve);
  input.once('close', () => process.exit(1)); // Whoever started this is gone.
}));
input.removeAllListeners('close').close();

// What the client sends, seen as it leaves.
const sent = [];
const network = Stripe.createNodeHttpClient();
const makeRequest = network.makeRequest.bind(network);
network.makeRequest = (host, port, path, method, headers, ...rest) => {
  sent.push({ path, method, headers });
  return makeRequest(host, port, path, method, headers, ...rest);
};

const options = {
  host: fake.hostname, port: fake.port, protocol: 'http', maxNetworkRetries: 0, telemetry: true, httpClient: network, timeout: PATIENCE_MS,
};
const stripe = new Stripe('sk_test_interop', options);
const issuer = new Stripe('sk_test_fake_issuer', options);
const control = async (path, form) => {
  const reply = await fetch(new URL(path, fake), { method: 'POST', body: new URLSearchParams(form) });
  if (!reply.ok) {
    throw new Error(`${path}: ${reply.status}`);
  }
};

const order = (token, session, more) => ({
  amount: 5397,
  currency: 'usd',
  confirm: true,
  payment_method_data: { shared_payment_granted_token: token },
  metadata: { acp_session: session, charge_attempt: '1' },
  expand: ['payment_method', 'latest_charge'],
  ...more,
});
const charge = (token, session, more) =>
  stripe.paymentIntents.create(order(token, session, more), { idempotencyKey: `acp:${session}:1` });
const shown = (intent) => ({
  id: intent.id,
  object: intent.object,
  status: intent.status,
  amount: intent.amount,
  received: intent.amount_received,
  next_action: intent.next_action?.type ?? null,
  session: intent.metadata.acp_session,
  cancellation_reason: intent.cancellation_reason,
  replayed: intent.lastResponse.headers['idempotent-replayed'] ?? null,
  key: intent.lastResponse.headers['idempotency-key'] ?? null,
  version: intent.lastResponse.headers['stripe-version'] ?? null,
  request_id: intent.lastResponse.requestId,
});
const ids = async (list) => {
  const all = [];
  for await (const it of list) {
    all.push(it.id);
  }
  return all;
};

await step('client', async () => ({ version: stripe.getApiField('version'), package: Stripe.PACKAGE_VERSION }));

// Charges
await step('succeeded', async () => shown(await charge('spt_js_1', 'cs_1')));
await step('replayed', async () => shown(await charge('spt_js_1', 'cs_1')));
await step('other body', async () => shown(await charge('spt_js_2', 'cs_1')));
await step('declined', async () => shown(await charge('spt_js_decline', 'cs_2')));
await step('declined again', async () => shown(await charge('spt_js_decline', 'cs_2')));
await step('insufficient', async () => shown(await charge('spt_js_decline_insufficient', 'cs_3')));
await step('used', async () => shown(await charge('spt_js_1', 'cs_4')));
await step('over limit', async () => shown(await charge('spt_limit_5000_js', 'cs_5')));
await step('unknown token', async () => shown(await charge('spt_unknown_js', 'cs_6')));
await step('no amount', async () => shown(await charge('spt_js_3', 'cs_7', { amount: undefined })));
await step('unknown parameter', async () => shown(await charge('spt_js_3', 'cs_8', { payment_method_types: ['card'] })));
await step('requires action', async () => shown(await charge('spt_3ds_js', 'cs_9')));
await step('processing', async () => shown(await charge('spt_processing_js', 'cs_10')));

let held;
await step('created only', async () => {
  held = await stripe.paymentIntents.create({ amount: 5397, currency: 'usd', metadata: { acp_session: 'cs_11' } });
  return shown(held);
});
await step('confirmed', async () => shown(await stripe.paymentIntents.confirm(
  held.id, { payment_method_data: { shared_payment_granted_token: 'spt_js_4' } })));
await step('confirmed again', async () => shown(await stripe.paymentIntents.confirm(held.id)));
await step('retrieved', async () => shown(await stripe.paymentIntents.retrieve(held.id, { expand: ['latest_charge'] })));
await step('retrieved unknown', async () => shown(await stripe.paymentIntents.retrieve('pi_none')));

let waiting;
await step('canceled', async () => {
  waiting = await charge('spt_3ds_js_2', 'cs_12');
  return shown(await stripe.paymentIntents.cancel(waiting.id, { cancellation_reason: 'abandoned' }));
});
await step('canceled again', async () => shown(await stripe.paymentIntents.cancel(waiting.id)));
await step('canceled succeeded', async () => shown(await stripe.paymentIntents.cancel(held.id)));

// Lists
const start = Math.floor(Date.now() / 1000) - 60;
for (let n = 20; n < 32; n++) {
  await charge('tok_visa', `cs_${n}`);
}
await step('listed', async () => ids(stripe.paymentIntents.list({ limit: 5 })));
await step('listed since', async () => ids(stripe.paymentIntents.list({ limit: 100, created: { gte: start } })));
await step('listed later', async () => ids(stripe.paymentIntents.list({ limit: 100, created: { gte: start + 3600 } })));

// Tokens
const limits = { currency: 'usd', max_amount: 5900, expires_at: start + 3600 };
const token = (it) => ({
  id: it.id, object: it.object, reason: it.deactivated_reason, limits: it.usage_limits, captured: it.usage_details.amount_captured.value,
  shared: it.shared_metadata,
});
let granted;
await step('token created', async () => {
  granted = await stripe.testHelpers.sharedPayment.grantedTokens.create(
    { payment_method: 'pm_card_visa', usage_limits: limits, shared_metadata: { cart: 'one' } });
  return token(granted);
});
await step('token retrieved', async () => token(await stripe.sharedPayment.grantedTokens.retrieve(granted.id)));
await step('token charged', async () => shown(await charge(granted.id, 'cs_40')));
await step('token consumed', async () => token(await stripe.sharedPayment.grantedTokens.retrieve(granted.id)));
await step('token revoked', async () => {
  const another = await stripe.testHelpers.sharedPayment.grantedTokens.create({ payment_method: 'pm_card_visa', usage_limits: limits });
  return token(await stripe.testHelpers.sharedPayment.grantedTokens.revoke(another.id));
});
await step('token unknown', async () => token(await stripe.sharedPayment.grantedTokens.retrieve('spt_unknown_js')));
await step('token of an old version', async () =>
  token(await stripe.sharedPayment.grantedTokens.retrieve(granted.id, {}, { apiVersion: '2026-07-29.dahlia' })));

// Issued tokens
const issue = (more, key) => issuer.sharedPayment.issuedTokens.create({
  payment_method: 'pm_card_visa',
  seller_details: { network_business_profile: 'profile_test_seller', external_id: 'shop.example' },
  usage_limits: limits,
  shared_metadata: { acp_issue: 'ti_js' },
  use_stripe_sdk: true,
  ...more,
}, { idempotencyKey: key });
const issued = (it) => ({
  ...token(it), status: it.status, next_action: it.next_action?.type ?? null, method: it.payment_method, seller: it.seller_details,
  score: it.risk_details?.insights.fraudulent_dispute?.score, replayed: it.lastResponse.headers['idempotent-replayed'] ?? null,
});
let spt;
await step('issued', async () => {
  spt = await issue({}, 'acp:ti_js:1');
  return issued(spt);
});
await step('issued again', async () => issued(await issue({}, 'acp:ti_js:1')));
await step('issued retrieved', async () => issued(await issuer.sharedPayment.issuedTokens.retrieve(spt.id)));
await step('issued seen by its seller', async () => {
  const seen = await stripe.sharedPayment.grantedTokens.retrieve(spt.id);
  return { ...token(seen), agent: seen.agent_details?.network_business_profile, score: seen.risk_details?.insights.fraudulent_dispute?.score };
});
await step('issued charged', async () => shown(await charge(spt.id, 'cs_60')));
await step('issued used', async () => issued(await issuer.sharedPayment.issuedTokens.retrieve(spt.id)));
await step('issued used revoked', async () => issued(await issuer.sharedPayment.issuedTokens.revoke(spt.id)));
await step('issued revoked', async () => issued(await issuer.sharedPayment.issuedTokens.revoke((await issue({}, 'acp:ti_js:2')).id)));
await step('issued must authenticate', async () => issued(await issue(
  { payment_method: 'pm_card_threeDSecure2Required', return_url: 'https://agent.example/back', use_stripe_sdk: false }, 'acp:ti_js:3')));
await step('issued to oneself', async () => issued(await issue({ seller_details: { network_business_profile: 'profile_test_issuer' } }, 'acp:ti_js:4')));
await step('issued without a seller', async () => issued(await issue({ seller_details: { external_id: 'shop.example' } }, 'acp:ti_js:5')));
await step('issued unknown', async () => issued(await issuer.sharedPayment.issuedTokens.retrieve('spt_none')));
await step('issued seen by another', async () => issued(await stripe.sharedPayment.issuedTokens.retrieve(spt.id)));

// Access and faults
await step('wrong key', async () => shown(await new Stripe('pk_test_interop', options).paymentIntents.retrieve(held.id)));
await step('too many', async () => {
  await control('/_fake/faults', { kind: 'reply429', call: 'look_up_intent' });
  return shown(await stripe.paymentIntents.retrieve(held.id));
});
await step('lost reply, retried', async () => {
  await control('/_fake/faults', { kind: 'lose_reply' });
  const patient = new Stripe('sk_test_interop', { ...options, maxNetworkRetries: 2 });
  return shown(await patient.paymentIntents.create(order('spt_js_5', 'cs_50')));
});
await step('lost reply', async () => {
  await control('/_fake/faults', { kind: 'lose_reply' });
  return shown(await charge('spt_js_6', 'cs_51'));
});

// Events
await step('events listed', async () => ids(stripe.events.list({ limit: 7 })));
await step('events of a type', async () => ids(stripe.events.list({ type: 'shared_payment.granted_token.deactivated', limit: 100 })));
await step('event retrieved', async () => {
  const [last] = (await stripe.events.list({ limit: 1, type: 'payment_intent.succeeded' })).data;
  const event = await stripe.events.retrieve(last.id);
  return { id: event.id, type: event.type, status: event.data.object.status, key: event.request.idempotency_key, livemode: event.livemode };
});
await step('event unknown', async () => (await stripe.events.retrieve('evt_none')).id);

// Webhooks, both ways
await step('delivered', async () => {
  const data = [...(await stripe.events.list({ limit: 100 })).data, ...(await issuer.events.list({ limit: 100 })).data];
  await delivered(() => new Set(deliveries.map((it) => it.id)).size >= data.length);
  return { expected: data.map((it) => it.id), deliveries };
});
await step('signed', async () => {
  const payload = JSON.stringify({
    id: 'evt_signed_by_the_client',
    object: 'event',
    type: 'payment_intent.succeeded',
    data: { object: { id: 'pi_1', object: 'payment_intent', metadata: { acp_session: 'cs_1' }, description: 'Zo\u00eb \u2713' } },
  }, null, 2);
  return { payload, header: stripe.webhooks.generateTestHeaderString({ payload, secret }) };
});
await step('signed by the issuer', async () => {
  const payload = JSON.stringify({
    id: 'evt_of_the_issuer',
    object: 'event',
    created: start,
    type: 'shared_payment.issued_token.used',
    data: { object: { id: spt.id, object: 'shared_payment.issued_token', payment_intent: 'pi_1', shared_metadata: { acp_issue: 'ti_js' } } },
  });
  return { payload, created: start, token: spt.id, header: stripe.webhooks.generateTestHeaderString({ payload, secret: issuerSecret }) };
});
await step('sent', async () => ({
  versions: [...new Set(sent.map((it) => it.headers['Stripe-Version']))],
  telemetry: sent.filter((it) => it.headers['X-Stripe-Client-Telemetry']).length,
  keys_of_the_retried: sent.filter((it) => it.headers['Idempotency-Key']?.startsWith('stripe-node-retry')).length,
}));

shop.close();
shop.closeAllConnections();
process.exit(0);
