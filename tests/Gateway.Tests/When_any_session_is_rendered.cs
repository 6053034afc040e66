using System.Text.Json;
using Acp.CheckoutSessions;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

public sealed class When_any_session_is_rendered
{
    private const int Runs = 300;

    private static readonly MerchantOptions[] Merchants = [Sessions.Merchant, Shops.Offering("challenge:preferred"), Shops.Offering()];

    public static TheoryData<string> Versions => ["2026-01-30", "2026-04-17"];

    [Theory]
    [MemberData(nameof(Versions))]
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
    [MemberData(nameof(Versions))]
    public void What_a_discount_takes_off_is_the_sum_of_its_parts(string version) => ForAny(version, (_, json) =>
        !json.TryGetProperty("discounts", out var discounts) || discounts.GetProperty("applied").EnumerateArray().All(applied =>
            applied.GetProperty("amount").GetInt64() == applied.GetProperty("allocations").EnumerateArray().Sum(part => part.GetProperty("amount").GetInt64())));

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_agent_is_offered_only_what_it_can_do_as_well(string version) => ForAny(version, (session, json) =>
        json.GetProperty("capabilities").GetProperty("interventions").GetProperty("supported").EnumerateArray()
            .All(offered => session.Interventions.Contains(offered.GetString())));

    private static void ForAny(string version, Func<CheckoutSessionView, JsonElement, bool> holds) =>
        Prop.ForAll(AnySession.Generator.ToArbitrary(), Gen.Elements(Merchants).ToArbitrary(), (session, merchant) =>
                holds(session, Shops.Render(version, session, merchant)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
}
