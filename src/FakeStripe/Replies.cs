using System.Globalization;

namespace Acp.Fakes;

/// <summary>Puts Stripe's headers on an outcome.</summary>
internal sealed class Replies
{
    private long count;

    /// <summary>For a browser.</summary>
    public static FakeAnswer.Reply OfPage(Outcome outcome)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Cache-Control"] = "no-store",
            ["Content-Security-Policy"] = PageHtml.Policy,
            ["Referrer-Policy"] = "no-referrer",
            ["X-Content-Type-Options"] = "nosniff",
        };
        if (outcome.MediaType is { } type)
        {
            headers["Content-Type"] = type;
        }

        if (outcome.Location is { } location)
        {
            headers["Location"] = location;
        }

        return new(outcome.Status, headers, outcome.Body);
    }

    public FakeAnswer.Reply Of(Call call, Outcome outcome, bool replayed)
    {
        var number = Interlocked.Increment(ref count);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json",
            ["Date"] = call.At.ToString("r", CultureInfo.InvariantCulture),
            ["Request-Id"] = (replayed ? null : outcome.RequestId) ?? string.Create(CultureInfo.InvariantCulture, $"req_fake{number:D12}"),
        };
        if (call.Request.Header("Stripe-Version") is { } version)
        {
            headers["Stripe-Version"] = version;
        }

        if (call.Key is { } key)
        {
            headers["Idempotency-Key"] = key;
        }

        if (replayed)
        {
            headers["Idempotent-Replayed"] = "true";
        }

        return new(outcome.Status, headers, outcome.Body);
    }
}
