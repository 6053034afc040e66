using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;
using Acp.Payments.Stripe;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Stripe.Tests;

/// <summary>The real client on the fake Stripe, with one clock.</summary>
public sealed class World : IDisposable
{
    public World(FakeStripeOptions? options = null)
    {
        Stripe = new FakeStripe(Time, options);
        Provider = On(new FakeStripeHandler(Stripe), Options(), Time);
        Issuer = IssuerOn(new FakeStripeHandler(Stripe), time: Time);
    }

    /// <summary>Any time is early enough for what is sent.</summary>
    public static DateTimeOffset InTime => DateTimeOffset.MaxValue;

    public ManualClock Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1795348800)); // The expiries in the tests follow it.

    public FakeStripe Stripe { get; }

    public StripeProvider Provider { get; }

    public StripeIssuer Issuer { get; }

    /// <summary>Nothing waits by itself: no limit, no repeats.</summary>
    public static StripeOptions Options() =>
        new() { SecretKey = "sk_test_fake", CallsPerSecond = 0, Repeats = 0, Issuer = { SecretKey = "sk_test_fake_issuer" } };

    public static StripeProvider On(
        HttpMessageHandler network, StripeOptions? options = null, TimeProvider? time = null, ILogger<StripeProvider>? log = null) =>
        new(new HttpMessageInvoker(network), options ?? Options(), time ?? new ManualClock(), log ?? NullLogger<StripeProvider>.Instance);

    public static StripeIssuer IssuerOn(
        HttpMessageHandler network, StripeOptions? options = null, TimeProvider? time = null, ILogger<StripeIssuer>? log = null) =>
        new(new HttpMessageInvoker(network), options ?? Options(), time ?? new ManualClock(), log ?? NullLogger<StripeIssuer>.Instance);

    public static IssueOrder IssueOrder(string issue = "ti_1", bool isExact = false) => new(
        issue,
        "agent",
        "pm_card_visa",
        4999,
        "usd",
        isExact,
        DateTimeOffset.FromUnixTimeSeconds(1795349100),
        "profile_test_seller",
        "shop.example",
        ReturnUrl: null);

    public static ChargeOrder Order(string token = "spt_1", string session = "cs_1", int attempt = 1, long amount = 5397) =>
        new(session, attempt, amount, "usd", token);

    public async Task<ChargeAnswer> Charge(string token = "spt_1", string session = "cs_1", int attempt = 1, long amount = 5397) =>
        await Provider.Charge($"acp:{session}:{attempt}", Provider.Freeze(Order(token, session, attempt, amount)), InTime);

    public async Task<IssueAnswer> Issue(IssueOrder order, int number = 1) =>
        await Issuer.Issue($"acp:{order.Issue}:{number}", Issuer.Freeze(order), InTime);

    public async Task<FakeAnswer.Reply> Post(string path, string form, string? key = null, string by = "sk_test_fake") =>
        Assert.IsType<FakeAnswer.Reply>(await Stripe.Handle(Request("POST", path, form, key, by)));

    public async Task<FakeAnswer.Reply> Get(string path, string by = "sk_test_fake") =>
        Assert.IsType<FakeAnswer.Reply>(await Stripe.Handle(Request("GET", path, "", null, by)));

    /// <returns>The id of the token that a test helper made.</returns>
    public async Task<string> CreateToken(string helper, string form)
    {
        var reply = await Post(helper, form);
        Assert.Equal(200, reply.Status);
        using var body = JsonDocument.Parse(reply.Body);
        return body.RootElement.GetProperty("id").GetString()!;
    }

    public static FakeRequest Request(string method, string target, string form, string? key, string by = "sk_test_fake")
    {
        var parts = target.Split('?');
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Authorization"] = $"Bearer {by}",
            ["Content-Type"] = "application/x-www-form-urlencoded",
        };
        if (key is not null)
        {
            headers["Idempotency-Key"] = key;
        }

        return new(method, parts[0], parts is [_, var query] ? query : "", headers, Encoding.UTF8.GetBytes(form));
    }

    public void Dispose() => Stripe.Dispose();
}
