namespace Acp.Tools;

internal static class Texts
{
    public const string Help = """
        A fake Stripe on a port: payment intents and shared payment tokens, with state, idempotency and faults on demand.

          dotnet run --project tools/FakeStripe -- [--port 12111] [--host 127.0.0.1] [--latency 300] [--journal file]
            [--webhook http://localhost:5080/api/webhooks/stripe --webhook-secret whsec_… [--webhook-account issuer]]…
            [--events a,b] [--lose-replies 0.2] [--seed 0]

          --port     port to listen on; 0 takes a free one (default 12111)
          --host     address to listen on (default 127.0.0.1: this machine only)
          --latency  milliseconds every call takes (default 0)
          --journal  file in which charges, tokens and keys outlive a restart (default: none)
          --webhook  where events are sent, signed with the secrets that follow it; may be repeated
          --webhook-secret    signs the webhook before it; may be repeated, as while a secret is replaced
          --webhook-account   whose events go to the webhook before it: seller (default) or issuer
          --webhook-anywhere  lets webhooks go to other machines, too
          --events   the events that happen: all, or a list with commas (default: those of Stripe's current pages)
          --lose-replies  share of charges whose reply is lost after their execution, 0 to 1 (default 0)
          --seed     which of them: the same seed loses the same, call by call (default 0)
        """;

    public static string Welcome(string url) => $"""
        A fake Stripe listens on {url}; set STRIPE_API_BASE={url}, STRIPE_SECRET_KEY=sk_test_fake and
        STRIPE_ISSUER_SECRET_KEY=sk_test_fake_issuer.

        Accounts
          seller  charges: sk_test_fake and any other sk_… or rk_…; its profile is profile_test_seller
          issuer  issues tokens: sk_test_fake_issuer; its profile is profile_test_issuer
          Stripe-Account: acct_x   the connected account acct_x, whose profile is profile_x

        Tokens
          tok_decline, spt_…decline…           declined (…insufficient…: insufficient funds)
          tok_3ds, spt_…3ds…                   the shopper must authenticate
          spt_…processing…                     stays in processing
          spt_limit_5000…                      allows 5000 minor units
          spt_expired…, spt_used…, spt_revoked…  deactivated so;  spt_unknown…: no such token
          any other                            pays: tok_… any number of times, all others once
          pm_card_visa, pm_card_declinedInsufficientFunds, pm_card_threeDSecure2Required, …: as Stripe's test cards

        Issued tokens
          POST /v1/shared_payment/issued_tokens       payment_method=pm_… seller_details[network_business_profile]=profile_…
                                                      usage_limits[currency]=usd usage_limits[max_amount]=5900 …
          GET  /v1/shared_payment/issued_tokens/<id>  POST /v1/shared_payment/issued_tokens/<id>/revoke
          POST /v1/test_helpers/shared_payment/granted_tokens and, with amount and currency, …/shared_payment_granted_tokens
          one with a card that must authenticate requires_action until /_fake/issued_tokens/<id>/authenticate

        Hosted pages
          POST /v1/checkout/sessions, GET …, GET …/<id>, POST …/<id>/expire; a page is paid in a browser at its url, {url}/c/pay/<id>

        Accounts and webhook endpoints, as a launch check asks for them
          GET  /v1/account, GET /v1/webhook_endpoints: the endpoints are those of --webhook

        Control
          GET  /_fake/ledger[?session=…]
          POST /_fake/payment_intents/<id>/authenticate   outcome=succeeded|failed
          POST /_fake/issued_tokens/<id>/authenticate     outcome=succeeded|failed
          POST /_fake/faults     kind=lose_request|lose_reply|commit_then500|fail500|slow|late|reply429|reply409|
                                      hold_before_execution|hold_after_execution  [call=charge|any|…] [times=1] [delay_ms=0]
                                      or, until they are deleted, by chance: [probability=0.2] [seed=0]
          DELETE /_fake/faults   GET /_fake/holds   POST /_fake/holds/release
          POST /_fake/latency    ms=300
          GET  /_fake/events     those that wait to be sent;  POST /_fake/events/hold   POST /_fake/events/release
          POST /_fake/events/<id>/deliver   [times=1]: now, again, before others;  POST /_fake/events/<id>/queue  [times=1]
          POST /_fake/events/order   ids=evt_2,evt_1, or reversed;  POST /_fake/events/copies   n=2: each so often
          DELETE /_fake/events/<id>  DELETE /_fake/events   never sent

        Try
          curl {url}/v1/payment_intents -u sk_test_fake: -H 'Idempotency-Key: k1' -d amount=5900 -d currency=usd -d confirm=true -d 'payment_method_data[shared_payment_granted_token]=spt_1'
        """;
}
