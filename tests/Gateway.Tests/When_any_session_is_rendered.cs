using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

/// <summary>Whatever a session holds, each version renders it into its own closed schema, and the money stays the same.</summary>
public sealed class When_any_session_is_rendered
{
    private const int Runs = 300;

    private static readonly MerchantOptions[] Merchants = [Sessions.Merchant, Shops.Offering("challenge:preferred"), Shops.Offering()];

    public static TheoryData<string> Each => Versions.Each;

    /// <summary>Those in which both sides say what they can do.</summary>
    public static TheoryData<string> Negotiating => ["2026-01-30", "2026-04-17"];

    [Theory]
    [MemberData(nameof(Each))]
    public void It_is_what_the_schema_of_the_version_says(string version)
    {
        var schemas = new SchemaWitness(version);
        Assert.SkipUnless(schemas.IsPresent, schemas.WhyAbsent);

        ForAny(version, (_, json) =>
        {
            var definition = json.GetProperty("status").GetString() == "completed" ? "CheckoutSessionWithOrder" : "CheckoutSession";
            var faults = schemas.Validate(definition, json);
            return faults.Count == 0 ? true : throw new SchemaViolationException(string.Join("; ", faults));
        });
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Its_receipt_adds_up_to_what_will_be_charged(string version) => ForAny(version, (session, json) =>
    {
        var totals = json.GetProperty("totals").EnumerateArray().ToDictionary(
            total => total.GetProperty("type").GetString()!, total => total.GetProperty("amount").GetInt64());
        return session.Quote.Total == totals["total"]
            && totals["total"] == totals["items_base_amount"] - totals["items_discount"] + totals["fulfillment"] + totals["tax"];
    });

    [Theory]
    [MemberData(nameof(Each))]
    public void Nothing_is_sent_as_null(string version) =>
        ForAny(version, (_, json) => !json.GetRawText().Contains(":null", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Each))]
    public void No_message_is_lost(string version) => ForAny(version, (session, json) =>
        session.Messages.Count <= json.GetProperty("messages").EnumerateArray().Count(message => message.GetProperty("content").GetString() == "Something."));

    [Theory]
    [MemberData(nameof(Negotiating))]
    public void What_a_discount_takes_off_is_the_sum_of_its_parts(string version) => ForAny(version, (_, json) =>
        !json.TryGetProperty("discounts", out var discounts) || discounts.GetProperty("applied").EnumerateArray().All(applied =>
            applied.GetProperty("amount").GetInt64() == applied.GetProperty("allocations").EnumerateArray().Sum(part => part.GetProperty("amount").GetInt64())));

    [Theory]
    [MemberData(nameof(Negotiating))]
    public void An_agent_is_offered_only_what_it_can_do_as_well(string version) => ForAny(version, (session, json) =>
        json.GetProperty("capabilities").GetProperty("interventions").GetProperty("supported").EnumerateArray()
            .All(offered => session.Interventions.Contains(offered.GetString())));

    private static void ForAny(string version, Func<CheckoutSessionView, JsonElement, bool> holds) =>
        Prop.ForAll(AnySession.Generator.ToArbitrary(), Gen.Elements(Merchants).ToArbitrary(), (session, merchant) =>
                holds(session, Shops.Render(version, session, merchant)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
}
