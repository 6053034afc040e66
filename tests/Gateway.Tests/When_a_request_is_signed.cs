using System.Buffers.Text;
using System.Text;
using Acp.Gateway.Tests.Host;

namespace Acp.Gateway.Tests;

public sealed class When_a_request_is_signed
{
    private const string Create = "/checkout_sessions";
    private const string Update = "/checkout_sessions/cs_1";
    private const string Complete = "/checkout_sessions/cs_1/complete";
    private const string Cancel = "/checkout_sessions/cs_1/cancel";

    /// <summary>In its canonical form.</summary>
    private const string Body = """{"capabilities":{},"currency":"usd","line_items":[{"id":"item_1","quantity":2}]}""";

    /// <summary>Worked out by other programs than ours, and shown in docs/signing.md.</summary>
    [Theory]
    [InlineData("Ak4qnGgWjxBBd7KeuoiF3VYms41Jd1wTob9TYQPcMAMpSe9omJ0ehZqUHLY67Xven21vjnL5sgJodujYT3swBw")]
    [InlineData("exRWtgtsgRB1ELXDVZRGvKdWeWNNFmmISzdTzVvPonaTK9WVsaFjC_0_lC4gKlFcE8cRHaPoxvsQm2WeobBaGQ")]
    public async Task The_documented_example_is_accepted(string signature)
    {
        const string Timestamp = "2026-06-01T12:00:00.250Z";
        const string Written = """{ "currency": "usd", "line_items": [{ "id": "sku_mug", "quantity": 2.0 }], "capabilities": {}, "order_notes": "Gr\u00fc\u00dfe" }""";
        await using var host = await SigningHost.Start(required: true);
        var request = AcpHost.Post(Create, Written);
        Signer.Put(request, "Timestamp", Timestamp);
        Signer.Put(request, "Signature", signature);

        Assert.Equal("", await Code(host, request));

        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "signing.md"), TestContext.Current.CancellationToken);
        Assert.All(
            new[] { signature, Timestamp, Written, """{"capabilities":{},"currency":"usd","line_items":[{"id":"sku_mug","quantity":2}],"order_notes":"Grüße"}""", Signer.Ed25519.PublicKey, Signer.Es256.PublicKey },
            text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("es256")]
    public async Task Every_operation_is_done_for_either_algorithm(string algorithm)
    {
        await using var host = await SigningHost.Start(required: true);
        var signer = Signer.Of(algorithm);
        var requests = new[]
        {
            signer.Sign(AcpHost.Post(Create, Body.Replace(",", " ,\n", StringComparison.Ordinal)), Body, "2026-06-01T12:00:00.001Z"),
            signer.Sign(AcpHost.Post(Update, "{}"), "{}", "2026-06-01T12:00:00.002Z"),
            signer.Sign(AcpHost.Post(Complete, """{"shared_payment_granted_token":"spt_1"}"""), """{"shared_payment_granted_token":"spt_1"}""", "2026-06-01T12:00:00.003Z"),
            signer.Sign(AcpHost.Post(Cancel, body: null), "", "2026-06-01T12:00:00.004Z"),
            signer.Sign(AcpHost.Get(Update), "", "2026-06-01T14:00:00.005+02:00"),
        };

        foreach (var request in requests)
        {
            Assert.Equal("", await Code(host, request));
        }

        Assert.Equal(requests.Length, host.Session.Calls.Count);
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("es256")]
    public async Task Whatever_is_not_what_was_signed_is_refused(string algorithm)
    {
        await using var host = await SigningHost.Start();
        var signer = Signer.Of(algorithm);
        var other = signer.Sign(AcpHost.Post(Create, Body.Replace(":2}", ":3}", StringComparison.Ordinal)), Body);
        var later = signer.Sign(AcpHost.Post(Create, Body), Body);
        Signer.Put(later, "Timestamp", "2026-06-01T12:00:00.001Z");
        var respelled = signer.Sign(AcpHost.Post(Create, Body), Body);
        Signer.Put(respelled, "Timestamp", "2026-06-01T12:00:00.000+00:00");
        var asIfBodiless = signer.Sign(AcpHost.Post(Cancel, "{}"), "");
        var asIfWithBody = signer.Sign(AcpHost.Get(Update), "{}");
        var stranger = Signer.Stranger.Sign(AcpHost.Post(Create, Body), Body);

        foreach (var request in new[] { other, later, respelled, asIfBodiless, asIfWithBody, stranger })
        {
            Assert.Equal("invalid_signature", await Code(host, request));
        }

        Assert.Empty(host.Session.Calls);
    }

    /// <summary>RFC 8785 knows doubles only. What we read is more exact, and must be what was signed.</summary>
    [Theory]
    [InlineData("9007199254740993", "9007199254740992")]
    [InlineData("0.10000000000000000001", "0.1")]
    [InlineData("1e400", "null")]
    [InlineData("1e-400", "0")]
    public async Task A_number_that_a_double_cannot_hold_is_refused(string sent, string covered)
    {
        await using var host = await SigningHost.Start();

        Assert.Equal("invalid_signature", await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Update, $$"""{"x":{{sent}}}"""), $$"""{"x":{{covered}}}""")));
        Assert.Empty(host.Session.Calls);
    }

    /// <summary>One form only, so that one signature is not two.</summary>
    [Fact]
    public async Task A_signature_in_another_form_is_refused()
    {
        await using var host = await SigningHost.Start();
        var raw = Base64Url.DecodeFromChars(Signer.Es256.Over(Body));
        var forms = new[]
        {
            "", "x", Base64Url.EncodeToString(raw.AsSpan(0, 63)), Base64Url.EncodeToString([.. raw, 0]), Convert.ToHexString(raw),
            Base64Url.EncodeToString(Der(raw)), "ed25519=" + Base64Url.EncodeToString(raw), new string('A', 100_00),
        };

        foreach (var form in forms)
        {
            var request = Signer.Es256.Sign(AcpHost.Post(Create, Body), Body);
            Signer.Put(request, "Signature", form);
            var response = await host.Client.SendAsync(request);
            var error = await ErrorBody.Of(response);
            Assert.Equal((401, "invalid_signature"), (error.Status, error.Code));
            Assert.Contains("not DER", error.Message, StringComparison.Ordinal);
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        }

        var twice = Signer.Es256.Sign(AcpHost.Post(Create, Body), Body);
        twice.Headers.TryAddWithoutValidation("Signature", Signer.Es256.Over(Body));
        Assert.Equal("invalid_signature", await Code(host, twice));
        var padded = Signer.Es256.Sign(AcpHost.Post(Create, Body), Body);
        Signer.Put(padded, "Signature", Base64Url.EncodeToString(raw) + "==");
        Assert.Equal("", await Code(host, padded));
    }

    [Theory]
    [InlineData("Signature")]
    [InlineData("Timestamp")]
    public async Task One_header_without_the_other_is_refused(string missing)
    {
        await using var host = await SigningHost.Start();
        var request = Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body);
        request.Headers.Remove(missing);

        var error = await ErrorBody.Of(await host.Client.SendAsync(request));

        Assert.Equal((400, "incomplete_signature"), (error.Status, error.Code));
        Assert.Contains($"{missing} is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1780315200")]
    [InlineData("2026-06-01")]
    [InlineData("2026-06-01T12:00:00")]
    [InlineData("2026-06-01 12:00:00Z")]
    [InlineData("2026-06-31T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00.1234567890Z")]
    [InlineData("Mon, 01 Jun 2026 12:00:00 GMT")]
    [InlineData("٢٠٢٦-06-01T12:00:00Z")]
    public async Task A_time_that_is_none_is_refused(string timestamp)
    {
        await using var host = await SigningHost.Start();
        using var client = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 }) { BaseAddress = host.Address };

        var error = await ErrorBody.Of(await client.SendAsync(Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body, timestamp)));

        Assert.Equal((400, "invalid_timestamp"), (error.Status, error.Code));
    }

    [Theory]
    [InlineData("2026-06-01T12:00:00Z")]
    [InlineData("2026-06-01T12:00:00.123456789Z")]
    [InlineData("2026-06-01T07:30:00.5-04:30")]
    public async Task Any_RFC_3339_time_is_understood(string timestamp)
    {
        await using var host = await SigningHost.Start();

        Assert.Equal("", await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body, timestamp)));
    }

    [Theory]
    [InlineData("2026-06-01T11:55:00Z", "")]
    [InlineData("2026-06-01T12:05:00Z", "")]
    [InlineData("2026-06-01T11:54:59.999Z", "stale_timestamp")]
    [InlineData("2026-06-01T12:05:00.001Z", "stale_timestamp")]
    [InlineData("0001-01-01T00:00:00Z", "stale_timestamp")]
    [InlineData("9999-12-31T23:59:59Z", "stale_timestamp")]
    public async Task It_is_good_for_five_minutes_either_way(string timestamp, string code)
    {
        await using var host = await SigningHost.Start();

        Assert.Equal(code, await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body, timestamp)));
    }

    [Fact]
    public async Task Or_for_as_long_as_is_configured()
    {
        var clock = new ManualClock();
        await using var host = await SigningHost.Start(clock, more: ("Gateway:SignatureSkew", "00:00:10"));
        var request = () => Signer.Ed25519.Sign(AcpHost.Get(Update), "");

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("", await Code(host, request()));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        var error = await ErrorBody.Of(await host.Client.SendAsync(request()));

        Assert.Equal((401, "stale_timestamp", "The Timestamp is more than 10 seconds away from the time here."), (error.Status, error.Code, error.Message));
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "signature_required")]
    public async Task Whether_one_is_needed_is_configured(bool required, string code)
    {
        await using var host = await SigningHost.Start(required: required);

        Assert.Equal(code, await Code(host, AcpHost.Post(Create, Body)));
        Assert.Equal(code, await Code(host, AcpHost.Get(Update)));
        Assert.Equal(code, await Code(host, PlainCancel()));
        Assert.Equal(code, await Code(host, AcpHost.Post("/spt", Bodies.Issue)));
        Assert.Equal(code == "" ? "not_found" : code, await Code(host, AcpHost.Get("/spt/spt_1")));
        Assert.Equal(code == "" ? 3 : 0, host.Session.Calls.Count);
    }

    [Fact]
    public async Task A_wish_for_a_token_is_signed_in_the_same_way()
    {
        await using var host = await SigningHost.Start(required: true);
        const string Wish = """{"amount":4999,"currency":"USD","mandate":{"intentId":"intent_123"},"merchantDomain":"shop.example","paymentMethod":"pm_card_visa"}""";

        Assert.Equal("", await Code(host, Signer.Es256.Sign(AcpHost.Post("/spt", Wish), Wish)));
        Assert.Equal("invalid_signature", await Code(host, Signer.Es256.Sign(AcpHost.Post("/spt", Wish.Replace("4999", "5999", StringComparison.Ordinal)), Wish)));
        Assert.Equal("not_found", await Code(host, Signer.Es256.Sign(AcpHost.Get("/spt/spt_1"), "")));
        Assert.Equal("invalid_signature", await Code(host, Signer.Es256.Sign(AcpHost.Get("/spt/spt_1"), "{}")));
    }

    /// <summary>Several are accepted at a time, while a platform changes from one to the next.</summary>
    [Fact]
    public async Task A_key_that_is_taken_out_verifies_nothing_any_more()
    {
        await using var before = await SigningHost.Start();
        await using var after = await SigningHost.Start(
            more: ("Platforms:0:SigningKeys:0:PublicKey", Signer.Stranger.PublicKey));

        Assert.Equal("", await Code(before, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body)));
        Assert.Equal("", await Code(before, Signer.Es256.Sign(AcpHost.Post(Create, Body), Body)));
        Assert.Equal("invalid_signature", await Code(after, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body)));
        Assert.Equal("", await Code(after, Signer.Es256.Sign(AcpHost.Post(Create, Body), Body)));
        Assert.Equal("", await Code(after, Signer.Stranger.Sign(AcpHost.Post(Create, Body), Body)));
    }

    /// <summary>What others mean by these headers is not ours to judge, until they give us a key.</summary>
    [Theory]
    [InlineData("ZXltZX...", "yesterday")]
    [InlineData("ZXltZX...", null)]
    [InlineData(null, "2001-01-01T00:00:00Z")]
    public async Task Of_a_platform_without_keys_it_is_not_looked_at(string? signature, string? timestamp)
    {
        await using var host = await SigningHost.Start(required: true);
        var request = AcpHost.Post(Create, Body);
        request.Headers.Authorization = new("Bearer", AcpHost.OtherKey);
        Signer.Put(request, "Signature", signature);
        Signer.Put(request, "Timestamp", timestamp);

        Assert.Equal("", await Code(host, request));
    }

    [Fact]
    public async Task Another_platforms_key_does_not_do()
    {
        await using var host = await SigningHost.Start(
            more: [("Platforms:1:SigningKeys:0:Algorithm", "ed25519"), ("Platforms:1:SigningKeys:0:PublicKey", Signer.Stranger.PublicKey)]);
        var request = Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body);
        request.Headers.Authorization = new("Bearer", AcpHost.OtherKey);

        Assert.Equal("invalid_signature", await Code(host, request));
    }

    [Fact]
    public async Task Its_checks_come_in_their_documented_order()
    {
        await using var host = await SigningHost.Start(required: true);
        var request = () =>
        {
            var message = AcpHost.Post(Create, "[", new string('k', 256));
            Signer.Put(message, "Signature", "nonsense");
            Signer.Put(message, "Timestamp", "yesterday");
            Signer.Put(message, "API-Version", "1999-01-01");
            message.Content!.Headers.ContentType = new("text/plain");
            return message;
        };
        var mends = new (string Code, Action<HttpRequestMessage> Mend)[]
        {
            ("unsupported_api_version", it => Signer.Put(it, "API-Version", AcpHost.Version)),
            ("invalid_signature", it => Signer.Put(it, "Signature", Signer.Ed25519.Over("[]", "2026-06-01T13:00:00Z"))),
            ("invalid_timestamp", it => Signer.Put(it, "Timestamp", "2026-06-01T13:00:00Z")),
            ("stale_timestamp", it => Signer.Put(it, "Timestamp", Signer.Now)),
            ("unsupported_media_type", it => it.Content!.Headers.ContentType = new("application/json")),
            ("invalid_idempotency_key", it => Signer.Put(it, "Idempotency-Key", "key")),
            ("invalid_json", it => it.Content = new StringContent("[]", Encoding.UTF8, "application/json")),
            ("invalid_signature", it => Signer.Put(it, "Signature", Signer.Ed25519.Over("[]"))),
            ("invalid_type", _ => { }),
        };

        for (var mended = 0; mended < mends.Length; mended++)
        {
            var message = request();
            mends[..mended].ToList().ForEach(it => it.Mend(message));
            Assert.Equal(mends[mended].Code, await Code(host, message));
        }
    }

    /// <summary>For as long as it is fresh, whoever has it and the bearer key can repeat the request.</summary>
    [Fact]
    public async Task No_log_line_holds_it()
    {
        await using var host = await SigningHost.Start();
        var signature = Signer.Ed25519.Over(Body);

        await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body));
        await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body, "key-2"), Body));
        await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, "{}"), Body));

        Assert.DoesNotContain(signature, host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Signer.Ed25519.PublicKey, host.Logs.All, StringComparison.Ordinal);
    }

    /// <returns>Empty where it was done.</returns>
    private static async Task<string> Code(AcpHost host, HttpRequestMessage request)
    {
        var response = await host.Client.SendAsync(request);
        return response.IsSuccessStatusCode ? "" : (await ErrorBody.Of(response)).Code;
    }

    private static HttpRequestMessage PlainCancel()
    {
        var request = AcpHost.Post("/api/checkout_sessions/cs_1/cancel", body: null);
        request.Headers.Remove("API-Version");
        request.Headers.Remove("Idempotency-Key");
        return request;
    }

    // SEQUENCE of two INTEGERs, whose leading zero keeps them positive.
    private static byte[] Der(byte[] signature)
    {
        static byte[] Integer(byte[] half) => half[0] < 0x80 ? [2, 32, .. half] : [2, 33, 0, .. half];
        byte[] both = [.. Integer(signature[..32]), .. Integer(signature[32..])];
        return [0x30, (byte)both.Length, .. both];
    }
}
