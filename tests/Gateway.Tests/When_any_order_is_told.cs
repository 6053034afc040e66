using System.Text.Json;
using Acp.Deliveries;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using FsCheck;
using FsCheck.Fluent;

namespace Acp.Gateway.Tests;

/// <summary>Whatever became of an order, each version tells of it in its own closed schema, and the money stays the same.</summary>
public sealed class When_any_order_is_told
{
    private const int Runs = 300;

    private static readonly MerchantOptions[] Merchants = [Sessions.Merchant, SomeOrders.Supporting];

    public static TheoryData<string> Each => Versions.Each;

    public static TheoryData<string> Brief => ["2025-09-29", "2025-12-12", "2026-01-16", "2026-01-30"];

    [Theory]
    [MemberData(nameof(Each))]
    public void It_is_what_the_documents_of_the_version_say(string version)
    {
        var webhooks = new WebhookWitness(version);
        Assert.SkipUnless(webhooks.IsPresent, webhooks.WhyAbsent);

        ForAny(version, (_, json) =>
        {
            var faults = webhooks.Validate(json);
            return faults.Count == 0 ? true : throw new SchemaViolationException(string.Join("; ", faults));
        });
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Nothing_is_sent_as_null(string version) =>
        ForAny(version, (_, json) => !json.GetRawText().Contains(":null", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Each))]
    public void No_link_leads_into_a_script(string version) =>
        ForAny(version, (_, json) => !json.GetRawText().Contains("javascript:", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Brief))]
    public void Refunds_are_what_was_paid_back_and_no_more(string version) => ForAny(version, (message, json) =>
        message.Order.Refunded == json.GetProperty("data").GetProperty("refunds").EnumerateArray().Sum(refund => refund.GetProperty("amount").GetInt64()));

    [Fact]
    public void The_total_stays_what_was_charged_and_what_was_paid_back_stands_beside_it() => ForAny(AcpHost.Version, (message, json) =>
    {
        var totals = json.GetProperty("data").GetProperty("totals").EnumerateArray()
            .ToDictionary(total => total.GetProperty("type").GetString()!, total => total.GetProperty("amount").GetInt64());
        return totals["total"] == message.Order.Charged && totals.GetValueOrDefault("amount_refunded") == message.Order.Refunded;
    });

    [Fact]
    public void Each_line_says_how_far_it_is_by_the_protocols_own_rule() => ForAny(AcpHost.Version, (_, json) =>
        json.GetProperty("data").GetProperty("line_items").EnumerateArray().All(line =>
        {
            var (current, fulfilled) = (line.GetProperty("quantity").GetProperty("current").GetInt32(), line.GetProperty("quantity").GetProperty("fulfilled").GetInt32());
            var status = current == 0 ? "removed" : fulfilled == current ? "fulfilled" : fulfilled > 0 ? "partial" : "processing";
            return line.GetProperty("status").GetString() == status;
        }));

    private static void ForAny(string version, Func<OrderMessage, JsonElement, bool> holds) =>
        Prop.ForAll(AnyOrder.Messages.ToArbitrary(), Gen.Elements(Merchants).ToArbitrary(), (message, merchant) =>
                holds(message, JsonDocument.Parse(Shops.Version(version, merchant).Render(message)).RootElement))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
}
