using System.Globalization;
using System.Text;

namespace Acp.Payments.Stripe;

/// <summary>
/// Asks Stripe what the launch check wants to know: with GET alone, each question once and in bounded time, none of them
/// by way of the breaker and the limiter of those who sell meanwhile.
/// </summary>
public sealed class StripeInspection(HttpMessageInvoker network, StripeOptions options, TimeProvider clock) : IAccountInspection
{
    internal const string PaymentsRead = "payment_intents";

    /// <summary>A token that nobody has. That it is not found is an answer.</summary>
    private const string NobodysToken = "spt_unknown_launch_check";

    private const int LongestList = 8 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A trial that is older than this shows nothing of the key that is configured now.</summary>
    private static readonly TimeSpan Recently = TimeSpan.FromDays(30);

    public async Task<AccountReport> Look(Uri notices, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(notices);
        var facts = await Gather(notices).WaitAsync(stop);
        return new(
            [.. KeyRules.Judge(options)],
            [.. AccountRules.Judge(facts), .. PermissionRules.Judge(facts), .. ClockRules.Judge(facts)],
            [.. TradeRules.Judge(facts)],
            [.. EndpointRules.Judge(facts)])
        {
            Seller = facts.Seller,
            NewestPayment = TradeRules.Newest(facts),
        };
    }

    public IReadOnlyList<TrialNotice> TrialNotices() =>
    [
        .. options.WebhookSecrets.Select((secret, i) => Trial($"Stripe:WebhookSecrets:{i}", secret)),
        .. options.Issuer.WebhookSecrets.Select((secret, i) => Trial($"Stripe:Issuer:WebhookSecrets:{i}", secret)),
    ];

    // It bears no session's name and no token's, so that whoever takes it drops it.
    private TrialNotice Trial(string name, string secret)
    {
        var now = clock.GetUtcNow();
        var body = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$$$"""{"id":"evt_launch_check","object":"event","type":"payment_intent.succeeded","created":{{{{{now.ToUnixTimeSeconds()}}}}},"data":{"object":{"object":"payment_intent","metadata":{}}}}"""));
        return new(name, StripeSignature.Of(body, secret, now), body);
    }

    private async Task<InspectionFacts> Gather(Uri notices)
    {
        var own = Caller(options, connected: null);
        var seller = Caller(options, options.ConnectedAccount);
        var (account, connected) = (own("/v1/account"), options.ConnectedAccount is null ? null : seller("/v1/account"));
        (string What, Task<Asked> Asked)[] reads =
        [
            (PaymentsRead, seller(Payments())),
            ("refunds", seller("/v1/refunds?limit=1")),
            ("checkout.sessions", seller("/v1/checkout/sessions?limit=1")),
            ("disputes", seller("/v1/disputes?limit=1")),
        ];
        var (token, endpoints) = (seller($"/v1/shared_payment/granted_tokens/{NobodysToken}"), own(EndpointsPath));
        var issuer = string.IsNullOrEmpty(options.Issuer.SecretKey) ? null : GatherIssuer(Caller(options.OfIssuer(), connected: null));
        return new(
            options,
            notices,
            await account,
            connected is null ? null : await connected,
            [.. reads.Select(read => read.What).Zip(await Task.WhenAll(reads.Select(read => read.Asked)))],
            await token,
            await endpoints,
            issuer is null ? null : await issuer);
    }

    private static async Task<IssuerFacts> GatherIssuer(Func<string, Task<Asked>> issuer)
    {
        var (account, endpoints, token) = (issuer("/v1/account"), issuer(EndpointsPath), issuer($"/v1/shared_payment/issued_tokens/{NobodysToken}"));
        return new(await account, await endpoints, await token);
    }

    private const string EndpointsPath = "/v1/webhook_endpoints?limit=100";

    private string Payments() => string.Create(
        CultureInfo.InvariantCulture,
        $"/v1/payment_intents?created[gte]={(clock.GetUtcNow() - Recently).ToUnixTimeSeconds()}&limit=100&expand[0]=data.latest_charge");

    private Func<string, Task<Asked>> Caller(StripeOptions account, string? connected)
    {
        var wire = new StripeWire(network, new StripeOptions { SecretKey = account.SecretKey, ApiBase = account.ApiBase, ConnectedAccount = connected }, clock);
        return path => Ask(wire, path);
    }

    private async Task<Asked> Ask(StripeWire wire, string path)
    {
        var sent = clock.GetUtcNow();
        var reply = await wire.Send(new StripeRequest(HttpMethod.Get, path, options.ApiVersion) { LongestReply = LongestList }, Patience);
        return AskedReading.Of(reply, sent, clock.GetUtcNow());
    }
}
