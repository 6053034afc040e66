using System.Text;
using System.Text.Json;
using Acp.Fakes;
using Acp.Payments;

namespace Acp.Stripe.Tests;

public sealed class When_a_token_is_issued_at_the_fake : IDisposable
{
    private const string Issued = "/v1/shared_payment/issued_tokens";
    private const string Granted = "/v1/shared_payment/granted_tokens";
    private const string Issuer = "sk_test_fake_issuer";
    private const string Other = "sk_test_other";
    private const string Form =
        "payment_method=pm_card_visa&seller_details[network_business_profile]=profile_test_seller&seller_details[external_id]=shop.example"
        + "&usage_limits[currency]=USD&usage_limits[max_amount]=5900&usage_limits[expires_at]=1795349100&shared_metadata[acp_issue]=ti_1";

    private readonly World world = new(new() { Others = [new("acct_other", "profile_other", [Other])] });

    [Fact]
    public async Task Its_issuer_is_shown_all_of_it()
    {
        var reply = await Issue(Form);
        var token = Parsed(reply);

        Assert.Equal(
            """
            {"id":"TOKEN","object":"shared_payment.issued_token","created":1795348800,"deactivated_at":null,"deactivated_reason":null,
            "livemode":false,"next_action":null,"payment_method":"pm_card_visa","return_url":null,
            "risk_details":{"insights":{"fraudulent_dispute":{"recommended_action":"continue","score":12}}},
            "seller_details":{"external_id":"shop.example","network_business_profile":"profile_test_seller"},"setup_future_usage":null,
            "shared_metadata":{"acp_issue":"ti_1"},"status":"active","usage_details":{"amount_captured":{"currency":"usd","value":0}},
            "usage_limits":{"currency":"usd","max_amount":5900,"expires_at":1795349100},"use_stripe_sdk":true}
            """.ReplaceLineEndings("").Replace("TOKEN", Id(token), StringComparison.Ordinal),
            Encoding.UTF8.GetString(reply.Body.Span));
        Assert.Equal(reply.Body, (await world.Get($"{Issued}/{Id(token)}", Issuer)).Body, Same);
    }

    [Fact]
    public async Task Its_seller_is_shown_who_granted_it_and_what_it_may_be_used_for()
    {
        var id = Id(Parsed(await Issue(Form)));

        var token = Parsed(await world.Get($"{Granted}/{id}"));

        Assert.Equal(("shared_payment.granted_token", id), (token.GetProperty("object").GetString(), Id(token)));
        Assert.Equal("profile_test_issuer", token.GetProperty("agent_details").GetProperty("network_business_profile").GetString());
        Assert.Equal(5900, token.GetProperty("usage_limits").GetProperty("max_amount").GetInt64());
        Assert.Equal("ti_1", token.GetProperty("shared_metadata").GetProperty("acp_issue").GetString());
        Assert.Equal(12, token.GetProperty("risk_details").GetProperty("insights").GetProperty("fraudulent_dispute").GetProperty("score").GetInt32());
        Assert.False(token.TryGetProperty("payment_method", out _));
    }

    [Fact]
    public async Task Nobody_else_sees_it_or_can_use_or_end_it()
    {
        var id = Id(Parsed(await Issue(Form)));

        Assert.Equal(404, (await world.Get($"{Granted}/{id}", Other)).Status);
        Assert.Equal(404, (await world.Get($"{Issued}/{id}", Other)).Status);
        Assert.Equal(404, (await world.Post($"{Issued}/{id}/revoke", "", by: Other)).Status);
        Assert.Equal(400, (await world.Post("/v1/payment_intents", Charge(id), by: Other)).Status);
        Assert.Equal("resource_missing", world.Stripe.Ledger[^1].Outcome);

        // Each side has its own calls.
        Assert.Equal(404, (await world.Get($"{Issued}/{id}")).Status);
        Assert.Equal(404, (await world.Post($"{Issued}/{id}/revoke", "")).Status);
        Assert.Equal(404, (await world.Get($"{Granted}/{id}", Issuer)).Status);
        Assert.Equal(400, (await world.Post("/v1/payment_intents", Charge(id), by: Issuer)).Status);
        Assert.Empty(world.Stripe.Charges);
    }

    [Theory]
    [InlineData("payment_method", "parameter_missing")]
    [InlineData("seller_details[network_business_profile]", "parameter_missing")]
    [InlineData("usage_limits[currency]", "parameter_missing")]
    [InlineData("usage_limits[max_amount]", "parameter_missing")]
    [InlineData("payment_method=", "parameter_missing")]
    [InlineData("payment_method=pm_none", "resource_missing")]
    [InlineData("seller_details[network_business_profile]=profile_unknown_1", "resource_missing")]
    [InlineData("seller_details[network_business_profile]=acct_1", "resource_missing")]
    [InlineData("seller_details[network_business_profile]=profile_test_issuer", null)]
    [InlineData("seller_details[name]=x", "parameter_unknown")]
    [InlineData("usage_limits[currency]=dollar", "parameter_invalid_string")]
    [InlineData("usage_limits[max_amount]=0", "parameter_invalid_integer")]
    [InlineData("usage_limits[max_amount]=-1", "parameter_invalid_integer")]
    [InlineData("usage_limits[max_amount]=49.99", "parameter_invalid_integer")]
    [InlineData("usage_limits[max_amount]=100000000", "amount_too_large")]
    [InlineData("usage_limits[expires_at]=soon", "parameter_invalid_integer")]
    [InlineData("usage_limits[expires_at]=1795348800", "parameter_invalid")]
    [InlineData("usage_limits[expires_at]=1803124801", "parameter_invalid")]
    [InlineData("return_url=nowhere", "url_invalid", "return_url")]
    [InlineData("use_stripe_sdk=false", "parameter_missing", "return_url")]
    [InlineData("use_stripe_sdk=maybe", "parameter_invalid")]
    [InlineData("setup_future_usage=off_session", "parameter_invalid")]
    [InlineData("amount=5900", "parameter_unknown")]
    public async Task What_Stripe_refuses_is_refused_by_its_name(string mistake, string? code, string? param = null)
    {
        var name = mistake.Split('=')[0];
        var fields = Form.Split('&').Where(field => !field.StartsWith(name + "=", StringComparison.Ordinal)).ToList();
        if (mistake.Contains('=', StringComparison.Ordinal))
        {
            fields.Add(mistake);
        }

        var reply = await Issue(string.Join('&', fields));

        var error = Parsed(reply).GetProperty("error");
        Assert.Equal((400, "invalid_request_error"), (reply.Status, error.GetProperty("type").GetString()));
        Assert.Equal((code, param ?? name), (error.TryGetProperty("code", out var told) ? told.GetString() : null, error.GetProperty("param").GetString()));
        Assert.Empty(world.Stripe.Events);
    }

    [Fact]
    public async Task The_sellers_older_name_is_understood() => Assert.Equal(
        "profile_test_seller",
        Parsed(await Issue(Form.Replace("network_business_profile", "network_id", StringComparison.Ordinal)))
            .GetProperty("seller_details").GetProperty("network_business_profile").GetString());

    [Fact]
    public async Task There_are_none_in_an_older_version()
    {
        var older = new FakeRequest("POST", Issued, "", Headers(Issuer, "2026-07-29.dahlia"), Encoding.UTF8.GetBytes(Form));
        Assert.Equal(404, Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(older)).Status);
    }

    [Theory]
    [InlineData("pm_card_visa", "active", "succeeded")]
    [InlineData("pm_card_visa_debit", "active", "succeeded")]
    [InlineData("pm_card_mastercard", "active", "succeeded")]
    [InlineData("pm_card_amex", "active", "succeeded")]
    [InlineData("pm_card_chargeAfterSuccessfulPayment", "active", "succeeded")]
    [InlineData("pm_card_threeDSecure2Required", "requires_action", "requires_action")]
    [InlineData("pm_card_declinedInsufficientFunds", "active", "card_declined")]
    public async Task A_test_card_does_what_the_documents_table_says(string method, string status, string outcome)
    {
        var token = Parsed(await Issue(Form.Replace("pm_card_visa", method, StringComparison.Ordinal)));
        Assert.Equal(status, token.GetProperty("status").GetString());

        await world.Post("/v1/payment_intents", Charge(Id(token)));

        Assert.Equal(outcome, world.Stripe.Ledger[^1].Outcome);
    }

    [Theory]
    [InlineData("", "use_stripe_sdk")]
    [InlineData("&use_stripe_sdk=true", "use_stripe_sdk")]
    [InlineData("&return_url=https://agent.example/back", "redirect_to_url")]
    [InlineData("&return_url=https://agent.example/back&use_stripe_sdk=true", "use_stripe_sdk")]
    public async Task What_the_shopper_must_do_depends_on_who_leads_there(string more, string action)
    {
        var token = Parsed(await Issue(Form.Replace("pm_card_visa", "pm_card_threeDSecure2Required", StringComparison.Ordinal) + more));

        var next = token.GetProperty("next_action");
        Assert.Equal(action, next.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Object, next.GetProperty(action).ValueKind);
    }

    [Fact]
    public async Task A_payment_that_waits_for_the_authentication_goes_on_by_itself()
    {
        var id = Id(Parsed(await Issue(Form.Replace("pm_card_visa", "pm_card_threeDSecure2Required", StringComparison.Ordinal))));
        await world.Post("/v1/payment_intents", Charge(id));
        Assert.Empty(world.Stripe.Charges);

        Assert.True(world.Stripe.AuthenticateToken(id, succeeded: true));

        Assert.Equal(id, Assert.Single(world.Stripe.Charges).Token);
        Assert.False(world.Stripe.AuthenticateToken(id, succeeded: true));
        Assert.Equal(
            [
                EventTypes.IssuedRequiresAction, EventTypes.RequiresAction, EventTypes.IssuedActive, EventTypes.Succeeded,
                EventTypes.IssuedUsed, EventTypes.TokenDeactivated, EventTypes.IssuedDeactivated,
            ],
            world.Stripe.Events.Select(it => it.Type));
    }

    [Fact]
    public async Task A_failed_authentication_leaves_it_waiting_and_can_be_told_over_the_control_call()
    {
        var id = Id(Parsed(await Issue(Form.Replace("pm_card_visa", "pm_card_threeDSecure2Required", StringComparison.Ordinal))));

        var reply = await world.Post($"/_fake/issued_tokens/{id}/authenticate", "outcome=failed");

        Assert.Equal((200, "requires_action"), (reply.Status, Parsed(reply).GetProperty("status").GetString()));
        Assert.Equal(400, (await world.Post($"/_fake/issued_tokens/{id}/authenticate", "outcome=maybe")).Status);
        Assert.Equal(404, (await world.Post("/_fake/issued_tokens/spt_none/authenticate", "outcome=failed")).Status);
        Assert.True(world.Stripe.AuthenticateToken(id, succeeded: true));
    }

    [Fact]
    public async Task Each_account_is_told_of_its_own()
    {
        var used = Id(Parsed(await Issue(Form)));
        var revoked = Id(Parsed(await Issue(Form)));
        await Issue(Form);
        await world.Post("/v1/payment_intents", Charge(used));
        await world.Post($"{Issued}/{revoked}/revoke", "", by: Issuer);
        world.Time.Advance(TimeSpan.FromMinutes(6));
        await world.Get("/v1/payment_intents");

        Assert.Equal(
            [
                EventTypes.IssuedActive, EventTypes.IssuedActive, EventTypes.IssuedActive, EventTypes.IssuedUsed,
                EventTypes.IssuedDeactivated, EventTypes.IssuedDeactivated, EventTypes.IssuedDeactivated,
            ],
            await Listed(Issuer));
        Assert.Equal([EventTypes.Succeeded, EventTypes.TokenDeactivated, EventTypes.TokenDeactivated, EventTypes.TokenDeactivated], await Listed("sk_test_fake"));
        Assert.Empty(await Listed(Other));
        Assert.Equal(404, (await world.Get($"/v1/events/{world.Stripe.Events[0].Id}")).Status);
        Assert.Equal(200, (await world.Get($"/v1/events/{world.Stripe.Events[0].Id}", Issuer)).Status);
    }

    [Fact]
    public async Task Its_use_is_told_with_the_payment()
    {
        var id = Id(Parsed(await Issue(Form)));
        var intent = Id(Parsed(await world.Post("/v1/payment_intents", Charge(id))));

        var token = Parsed(world.Stripe.Events.Single(it => it.Type == EventTypes.IssuedUsed).ToJson(0)).GetProperty("data").GetProperty("object");

        Assert.Equal((id, intent), (Id(token), token.GetProperty("payment_intent").GetString()));
        Assert.Equal(5900, token.GetProperty("usage_details").GetProperty("amount_captured").GetProperty("value").GetInt64());
        Assert.Equal("consumed", token.GetProperty("deactivated_reason").GetString());
    }

    [Fact]
    public async Task A_key_is_its_accounts_own()
    {
        var first = await Issue(Form, "k");

        Assert.Equal(first.Body, (await Issue(Form, "k")).Body, Same);
        Assert.Equal(400, (await Issue(Form + "&shared_metadata[a]=b", "k")).Status);
        Assert.Equal(200, (await world.Post("/v1/payment_intents", "amount=5397&currency=usd", "k")).Status);
        Assert.Single(world.Stripe.Events, it => it.Type == EventTypes.IssuedActive);
    }

    [Fact]
    public async Task A_key_reaches_connected_accounts_only()
    {
        Assert.Equal(200, await As("sk_test_fake", "acct_fake_seller"));
        Assert.Equal(200, await As("sk_test_fake", "acct_shop"));
        Assert.Equal(403, await As("sk_test_fake", "acct_fake_issuer"));
        Assert.Equal(403, await As("sk_test_fake", "acct_other"));
        Assert.Equal(403, await As("sk_test_fake", "shop"));

        async Task<int> As(string key, string account)
        {
            var headers = Headers(key, "2026-07-29.preview");
            headers["Stripe-Account"] = account;
            return Assert.IsType<FakeAnswer.Reply>(await world.Stripe.Handle(new("GET", "/v1/payment_intents", "", headers, default))).Status;
        }
    }

    [Fact]
    public async Task It_outlives_a_restart_with_its_account_its_key_and_its_events()
    {
        var journal = Path.Combine(Directory.CreateTempSubdirectory("fake-stripe-").FullName, "journal");
        string id, waiting;
        List<string> events;
        using (var before = new World(new() { JournalPath = journal }))
        {
            id = Assert.IsType<IssueAnswer.Issued>(await before.Issue(World.IssueOrder())).Token.Token;
            waiting = Assert.IsType<IssueAnswer.Issued>(
                await before.Issue(World.IssueOrder("ti_2") with { PaymentMethod = "pm_card_threeDSecure2Required" })).Token.Token;
            Assert.True(before.Stripe.AuthenticateToken(waiting, succeeded: true));
            await before.Charge(waiting, amount: 4999);
            events = [.. before.Stripe.Events.Select(it => it.Id)];
        }

        using var after = new World(new() { JournalPath = journal });
        Assert.Equal(events, after.Stripe.Events.Select(it => it.Id));
        Assert.Equal(id, Assert.IsType<IssueAnswer.Issued>(await after.Issue(World.IssueOrder())).Token.Token);
        Assert.Equal(TokenDeactivation.Consumed, Assert.IsType<IssuedLookup.Found>(await after.Issuer.LookUpIssued(waiting)).Token.Facts.Deactivation);
        Assert.IsType<TokenLookup.Found>(await after.Provider.LookUpToken(id));
        Directory.Delete(Path.GetDirectoryName(journal)!, recursive: true);
    }

    public void Dispose() => world.Dispose();

    private Task<FakeAnswer.Reply> Issue(string form, string? key = null) => world.Post(Issued, form, key, Issuer);

    private async Task<IEnumerable<string?>> Listed(string key) =>
        [.. Parsed(await world.Get("/v1/events?limit=100", key)).GetProperty("data").EnumerateArray().Select(it => it.GetProperty("type").GetString()).Reverse()];

    private static bool Same(ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> other) => one.Span.SequenceEqual(other.Span);

    private static string Charge(string token) =>
        $"amount=5900&currency=usd&confirm=true&payment_method_data[shared_payment_granted_token]={token}";

    private static Dictionary<string, string> Headers(string key, string version) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authorization"] = $"Bearer {key}",
        ["Content-Type"] = "application/x-www-form-urlencoded",
        ["Stripe-Version"] = version,
    };

    private static string Id(JsonElement json) => json.GetProperty("id").GetString()!;

    private static JsonElement Parsed(FakeAnswer.Reply reply) => Parsed(reply.Body);

    private static JsonElement Parsed(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return document.RootElement.Clone();
    }
}
