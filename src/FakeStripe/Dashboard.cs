using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace Acp.Fakes;

/// <summary>
/// What is set up in Stripe's dashboard: how accounts stand, which webhooks they have, what restricted keys may do. No call
/// of the API changes it, and the journal does not keep it.
/// </summary>
public sealed class Dashboard
{
    private readonly string seller;
    private ImmutableDictionary<string, FakeStanding> standings = ImmutableDictionary<string, FakeStanding>.Empty;
    private ImmutableDictionary<string, FrozenSet<string>> restricted = ImmutableDictionary<string, FrozenSet<string>>.Empty;
    private ImmutableList<FakeRegistration> registrations = [];

    internal Dashboard(string seller) => this.seller = seller;

    /// <summary>How an account stands from now on; unless told, it may do everything.</summary>
    public void Stand(string account, FakeStanding standing) => ImmutableInterlocked.Update(ref standings, (all, one) => all.SetItem(account, one), standing);

    /// <summary>Registers a webhook endpoint. What sends to it is a <see cref="WebhookSender"/>.</summary>
    public void Register(FakeRegistration endpoint) => ImmutableInterlocked.Update(ref registrations, (all, one) => all.Add(one), endpoint);

    /// <summary>Deletes every webhook endpoint.</summary>
    public void Unregister() => ImmutableInterlocked.Update(ref registrations, all => all.Clear());

    /// <summary>Makes a key a restricted one.</summary>
    /// <param name="permissions">All that it has, by Stripe's names, such as <c>rak_refund_read</c>.</param>
    public void Restrict(string key, params IEnumerable<string> permissions) =>
        ImmutableInterlocked.Update(ref restricted, (all, granted) => all.SetItem(key, granted), permissions.ToFrozenSet(StringComparer.Ordinal));

    /// <returns>Null where the key may.</returns>
    internal Outcome? Refusal(FakeRequest request, StripeCall call) =>
        Access.SecretKey(request.Header("Authorization")) is { } key && restricted.TryGetValue(key, out var granted) && PermissionFor(call) is { } needed && !granted.Contains(needed)
            ? Errors.Forbidden(needed)
            : null;

    internal Outcome ShowAccount(Caller by)
    {
        var standing = standings.GetValueOrDefault(by.Id) ?? new();
        return new(200, Json.Write(json =>
        {
            json.WriteString("id", by.Id);
            json.WriteString("object", "account");
            json.WriteBoolean("charges_enabled", standing.ChargesEnabled);
            json.WriteString("country", "US");
            json.WriteString("default_currency", "usd");
            json.WriteBoolean("details_submitted", standing.DetailsSubmitted);
            json.WriteBoolean("payouts_enabled", standing.PayoutsEnabled);
            WriteRequirements(json, standing);
            json.WriteString("type", "standard");
        }), "account");
    }

    internal Outcome ListEndpoints(Dictionary<string, string> query, Caller by) => Listing.Of(
        "/v1/webhook_endpoints",
        query,
        registrations.Where(it => (it.Account ?? seller) == by.Id).Reverse(),
        IdOf,
        Write);

    private static void WriteRequirements(Utf8JsonWriter json, FakeStanding standing)
    {
        json.WriteStartObject("requirements");
        WriteTexts(json, "currently_due", standing.PastDue);
        json.WriteNull("disabled_reason");
        WriteTexts(json, "past_due", standing.PastDue);
        json.WriteEndObject();
    }

    private static string IdOf(FakeRegistration it) => StripeState.IdOf("we_", $"{it.Account} {it.Url}");

    private static void Write(FakeRegistration it, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", IdOf(it));
        json.WriteString("object", "webhook_endpoint");
        json.WriteNull("api_version");
        json.WriteNull("application");
        json.WriteNull("description");
        WriteTexts(json, "enabled_events", it.EnabledEvents);
        json.WriteBoolean("livemode", false);
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        json.WriteString("status", it.IsEnabled ? "enabled" : "disabled");
        json.WriteString("url", it.Url);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    // As far as restricted keys are tried here; a call without a row is one that every key may make.
    private static string? PermissionFor(StripeCall call) => call switch
    {
        StripeCall.Charge or StripeCall.ConfirmIntent or StripeCall.CancelIntent => "rak_payment_intent_write",
        StripeCall.ListIntents or StripeCall.LookUpIntent => "rak_payment_intent_read",
        StripeCall.Refund => "rak_refund_write",
        StripeCall.ListRefunds or StripeCall.LookUpRefund => "rak_refund_read",
        StripeCall.CreatePage or StripeCall.ExpirePage => "rak_checkout_session_write",
        StripeCall.ListPages or StripeCall.LookUpPage => "rak_checkout_session_read",
        StripeCall.ListDisputes or StripeCall.LookUpDispute => "rak_dispute_read",
        StripeCall.ListEndpoints => "rak_webhook_read",
        StripeCall.LookUpAccount => "rak_account_read",
        _ => null,
    };
}
