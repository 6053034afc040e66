using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Acp.Client.Json;

namespace Acp.Client.Tests;

/// <summary>The OpenAPI documents say what there is; the gateway's own tests hold those against its routes and replies.</summary>
public sealed class When_the_client_is_held_against_the_documents
{
    /// <summary>What the client leaves out: the provider's own way in, and what serves a page or a pipeline rather than a program.</summary>
    private static readonly string[] LeftOut = ["/api/webhooks", "/admin/me", "/admin/live", "/admin/reconciliation"];

    /// <summary>Each schema that a reply has, and what it is read as.</summary>
    private static readonly (string Document, string Schema, JsonTypeInfo Type)[] Read =
    [
        ("tokens", "Token", OwnJson.Default.IssuedToken),
        ("admin", "TokenRow", OwnJson.Default.TokenRow),
        ("admin", "Token", OwnJson.Default.TokenDetail),
        ("admin", "TokenDetail", OwnJson.Default.TokenDetail),
        ("admin", "TokenOverview", OwnJson.Default.TokenOverview),
        ("admin", "TokenStatistics", OwnJson.Default.TokenStatistics),
        ("admin", "TokenPeriod", OwnJson.Default.TokenPeriod),
        ("admin", "Event", OwnJson.Default.ProviderEvent),
        ("admin", "EventDetail", OwnJson.Default.ProviderEvent),
        ("admin", "OrderRow", OwnJson.Default.OrderRow),
        ("admin", "OrderDetail", OwnJson.Default.OrderDetail),
        ("admin", "OrderDone", OwnJson.Default.OrderDone),
        ("admin", "OrderRefund", OwnJson.Default.Refund),
        ("admin", "OrderDispute", OwnJson.Default.Dispute),
        ("admin", "OrderRefunds", OwnJson.Default.OrderRefunds),
        ("admin", "OrderRefundMade", OwnJson.Default.RefundMade),
        ("admin", "Delivery", OwnJson.Default.Delivery),
        ("admin", "DeliveryDetail", OwnJson.Default.Delivery),
        ("admin", "Merchant", OwnJson.Default.Merchant),
        ("admin", "MerchantDetail", OwnJson.Default.Merchant),
        ("admin", "Story", OwnJson.Default.CheckoutStory),
        ("admin", "SessionTimeline", OwnJson.Default.SessionTimeline),
        ("admin", "AccessKey", OwnJson.Default.AccessKey),
        ("admin", "AccessKeyDetail", OwnJson.Default.AccessKey),
        ("admin", "AccessKeyMade", OwnJson.Default.AccessKeyMade),
        ("admin", "Attention", OwnJson.Default.Attention),
        ("admin", "Overdue", OwnJson.Default.Overdue),
        ("admin", "Contradiction", OwnJson.Default.Contradiction),
        ("admin", "Erasure", OwnJson.Default.Erasure),
        ("admin", "ErasureDetail", OwnJson.Default.Erasure),
        ("admin", "Erasures", OwnJson.Default.Erasures),
        ("admin", "AuditEntry", OwnJson.Default.AuditEntry),
    ];

    /// <summary>Each schema that a request has, and what it is written as.</summary>
    private static readonly (string Document, string Schema, JsonTypeInfo Type)[] Written =
    [
        ("tokens", "IssueToken", OwnJson.Default.IssueToken),
        ("admin", "Reason", OwnJson.Default.ReasonBody),
        ("admin", "OrderReason", OwnJson.Default.ReasonBody),
        ("admin", "OrderCancellation", OwnJson.Default.CancellationBody),
        ("admin", "OrderNoteText", OwnJson.Default.NoteBody),
        ("admin", "OrderFulfillment", OwnJson.Default.NewFulfillment),
        ("admin", "OrderProgress", OwnJson.Default.FulfillmentProgress),
        ("admin", "OrderRefundWish", OwnJson.Default.RefundWish),
        ("admin", "Redelivery", OwnJson.Default.RedeliveryBody),
        ("admin", "AccessKeyWish", OwnJson.Default.AccessKeyWish),
        ("admin", "AccessKeyRotation", OwnJson.Default.AccessKeyRotation),
        ("admin", "MerchantRegistration", OwnJson.Default.RegistrationBody),
        ("admin", "ErasureWish", OwnJson.Default.ErasureBody),
        ("admin", "MerchantBinding", OwnJson.Default.ProfileBody),
    ];

    [Fact]
    public async Task Every_operation_has_a_method_and_every_method_an_operation()
    {
        using var server = new ScriptedServer(() => Replies.Error(404, "not_found"));
        await CallEverything(server);
        var operations = Operations().ToList();

        var called = server.Sent.Select(sent => operations.SingleOrDefault(it => it.Fits(sent)).Name ?? $"{sent.Method} {sent.Path} is in no document").ToHashSet();

        Assert.Equal(operations.Where(it => !LeftOut.Any(left => it.Path == left || it.Path.StartsWith($"{left}/", StringComparison.Ordinal))).Select(it => it.Name).ToHashSet(), called);
    }

    [Fact]
    public void Every_member_of_a_documented_reply_is_read() => Assert.All(Read, it =>
        Assert.Empty(MembersOf(it.Document, it.Schema).Except(it.Type.Properties.Select(member => member.Name))));

    [Fact]
    public void Every_member_of_a_documented_request_can_be_written_and_no_other() => Assert.All(Written, it =>
        Assert.Equal(MembersOf(it.Document, it.Schema).Order(), it.Type.Properties.Select(member => member.Name).Order()));

    [Fact]
    public async Task A_filter_is_written_as_the_documents_name_it()
    {
        using var server = new ScriptedServer(() => Replies.Error(404, "not_found"));

        await server.Admin().Tokens.List(
            new()
            {
                Status = TokenStatus.Revoked, Origin = TokenOrigin.Granted, Platform = "a b", Merchant = "m", Session = "s", Currency = "usd",
                CreatedFrom = new(2026, 6, 1, 14, 0, 0, TimeSpan.FromHours(2)), CreatedTo = DateTimeOffset.UnixEpoch, AmountFrom = 1, AmountTo = 2,
            },
            "c/1",
            7);

        Assert.Equal(
            "?status=revoked&origin=granted&platform=a%20b&merchant=m&session=s&currency=usd&createdFrom=2026-06-01T12%3A00%3A00.0000000Z&createdTo=1970-01-01T00%3A00%3A00.0000000Z&amountFrom=1&amountTo=2&limit=7&cursor=c%2F1",
            server.Sent[0].Query);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_that_would_lead_elsewhere_is_refused_before_anything_is_sent(string id)
    {
        using var server = new ScriptedServer(() => Replies.Error(404, "not_found"));

        await Assert.ThrowsAsync<ArgumentException>(() => server.Client().Sessions.Retrieve(id));
        await server.Client().Sessions.Retrieve("a/../b?c");

        Assert.Equal("/api/checkout_sessions/a%2F..%2Fb%3Fc", Assert.Single(server.Sent).Path);
    }

    private static async Task CallEverything(ScriptedServer server)
    {
        var (client, admin) = (server.Client(), server.Admin());
        await client.Tokens.Issue(new() { MerchantDomain = "m", Amount = 1, Currency = "usd", PaymentMethod = "pm" });
        await client.Tokens.Retrieve("spt_1");
        await admin.Tokens.List();
        await admin.Tokens.Retrieve("spt_1");
        await admin.Tokens.Revoke("spt_1", "why");
        await admin.Tokens.Overview();
        await admin.Tokens.Export(ExportFormat.Csv, Stream.Null);
        await admin.Events.List();
        await admin.Events.Retrieve("evt_1");
        await admin.Events.Retry("evt_1", "why");
        await admin.Sessions.Retrieve("cs_1");
        await admin.Sessions.Story("cs_1");
        await admin.Sessions.Resolve("cs_1", "why");
        await admin.Orders.List();
        await admin.Orders.Retrieve("ord_1");
        await admin.Orders.Confirm("ord_1");
        await admin.Orders.Hold("ord_1", "why");
        await admin.Orders.Cancel("ord_1", "why");
        await admin.Orders.Note("ord_1", "what");
        await admin.Orders.Fulfill("ord_1", new() { Type = "digital" });
        await admin.Orders.Report("ord_1", "ful_1", new("shipped"));
        await admin.Orders.Refunds("ord_1");
        await admin.Orders.Refund("ord_1", new());
        await admin.Deliveries.List();
        await admin.Deliveries.Retrieve("merchant", "ord_1");
        await admin.Deliveries.Redeliver("merchant", "ord_1", "why");
        await admin.Merchants.List();
        await admin.Merchants.Retrieve("m");
        await admin.Merchants.Register("m", "p");
        await admin.Merchants.Verify("m");
        await admin.Merchants.Suspend("m", "why");
        await admin.Merchants.Reinstate("m", "why");
        await admin.Merchants.Bind("m", "p");
        await admin.Keys.List();
        await admin.Keys.Retrieve("key_1");
        await admin.Keys.Create(new() { Kind = AccessKeyKind.Platform, Owner = "p", Reason = "why" });
        await admin.Keys.Rotate("key_1", new() { Reason = "why" });
        await admin.Keys.Revoke("key_1", "why");
        await admin.Attention();
        await admin.Search("cs_1");
        await admin.Contradictions.List();
        await admin.Contradictions.Settle("con_1", "how");
        await admin.Erasures.List();
        await admin.Erasures.Retrieve("cs_1");
        await admin.Erasures.OfOrder("ord_1", "why");
        await admin.Erasures.OfSession("cs_1", "why");
        await admin.Erasures.OfBuyer("a@b.example", "why");
    }

    private static IEnumerable<Operation> Operations() =>
        from document in new[] { "admin", "tokens" }
        from path in Document(document).GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where method.Name is "get" or "post" or "put" or "delete" or "patch"
        select new Operation(method.Name.ToUpperInvariant(), path.Name);

    private static IEnumerable<string> MembersOf(string document, string schema) =>
        Document(document).GetProperty("components").GetProperty("schemas").GetProperty(schema).GetProperty("properties").EnumerateObject().Select(member => member.Name);

    private static JsonElement Document(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, "src", "Gateway", "OpenApi", $"{name}.json"))).RootElement;

    private readonly record struct Operation(string Method, string Path)
    {
        public string Name => $"{Method} {Path}";

        // A path without a place in it goes before one with: /admin/spt/export is no token.
        public bool Fits(Sent sent) =>
            sent.Method == Method
            && (Regex.IsMatch(sent.Path, $"^/api{Regex.Replace(Path, @"\\?\{[^}]+\}", "(?!stats|export)[^/]+")}$") || sent.Path == $"/api{Path}");
    }
}
