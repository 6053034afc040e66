using System.Buffers.Text;
using System.Numerics;
using Acp.Gateway.Tests.Host;
using Acp.Storage;
using Acp.Storage.Memory;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acp.Gateway.Tests;

/// <summary>What is signed names neither the operation nor the session nor the key: the same bytes would do for another.</summary>
public sealed class When_a_signature_comes_again
{
    private const string Create = "/checkout_sessions";
    private const string Session = "/checkout_sessions/cs_1";

    /// <summary>In its canonical form.</summary>
    private const string Body = """{"capabilities":{},"currency":"usd","line_items":[{"id":"item_1","quantity":2}]}""";

    private const string Payment = """{"shared_payment_granted_token":"spt_1"}""";

    [Theory]
    [InlineData("ed25519")]
    [InlineData("es256")]
    public async Task A_repeat_of_the_same_request_is_let_through(string algorithm)
    {
        await using var host = await SigningHost.Start(required: true);
        var signature = Signer.Of(algorithm).Over(Body);

        Assert.Equal("", await Code(host, Signed(AcpHost.Post(Create, Body), signature)));
        Assert.Equal("", await Code(host, Signed(AcpHost.Post(Create, $" {Body}"), signature)));
        Assert.Equal("", await Code(host, Signed(AcpHost.Post($"/api{Create}/", Body), signature)));

        Assert.Equal(3, host.Session.Calls.Count); // To be answered with the kept reply.
    }

    [Fact]
    public async Task Under_another_key_or_at_another_place_it_is_refused()
    {
        await using var host = await SigningHost.Start(required: true);
        var (complete, empty) = (Signer.Es256.Over(Payment), Signer.Es256.Over(""));
        await Code(host, Signed(AcpHost.Post($"{Session}/complete", Payment), complete));
        await Code(host, Signed(AcpHost.Get(Session), empty));

        foreach (var replay in new[]
        {
            Signed(AcpHost.Post($"{Session}/complete", Payment, "key-2"), complete),
            Signed(AcpHost.Post($"{Session}2/complete", Payment), complete),
            Signed(AcpHost.Post(Session, Payment), complete),
            Signed(AcpHost.Post("/spt", Payment), complete),
            Signed(AcpHost.Post($"{Session}/cancel", body: null), empty),
            Signed(AcpHost.Get($"{Session}2"), empty),
            Signed(AcpHost.Get("/spt/spt_1"), empty),
        })
        {
            var error = await ErrorBody.Of(await host.Client.SendAsync(replay));
            Assert.Equal((401, "signature_replayed"), (error.Status, error.Code));
        }

        Assert.Equal("", await Code(host, Signed(AcpHost.Get(Session), empty)));
        Assert.Equal(3, host.Session.Calls.Count);
    }

    /// <summary>Where there is no key, a repeat is signed anew: nothing else tells it from a replay.</summary>
    [Theory]
    [InlineData("/api/checkout_sessions", Body)]
    [InlineData("/api/checkout_sessions/cs_1", Body)]
    [InlineData("/api/checkout_sessions/cs_1/complete", Payment)]
    [InlineData("/api/checkout_sessions/cs_1/cancel", null)]
    public async Task Without_a_key_it_is_good_for_once(string path, string? body)
    {
        await using var host = await SigningHost.Start();
        var first = Signer.Ed25519.Over(body ?? "");

        Assert.Equal("", await Code(host, Signed(Keyless(path, body), first)));
        Assert.Equal("signature_replayed", await Code(host, Signed(Keyless(path, body), first)));
        Assert.Equal("signature_replayed", await Code(host, Signed(AcpHost.Post(path, body), first)));
        Assert.Equal("", await Code(host, Signer.Ed25519.Sign(Keyless(path, body), body ?? "", "2026-06-01T12:00:00.001Z")));

        Assert.Equal(2, host.Session.Calls.Count);
    }

    /// <summary>With s, n − s verifies as well, and needs no key to be worked out.</summary>
    [Fact]
    public async Task Its_mirror_image_is_the_same_signature()
    {
        await using var host = await SigningHost.Start();
        var signature = Signer.Es256.Over(Body);

        Assert.Equal("", await Code(host, Signed(AcpHost.Post(Create, Body), Mirrored(signature))));
        Assert.Equal("signature_replayed", await Code(host, Signed(AcpHost.Post(Create, Body, "key-2"), signature)));
        Assert.Equal("", await Code(host, Signed(AcpHost.Post(Create, Body), signature)));
    }

    [Fact]
    public async Task Another_node_knows_it_too()
    {
        var clock = new ManualClock();
        await using var store = new MemoryStore(clock);
        await using var here = await SigningHost.Start(clock, store);
        await using var there = await SigningHost.Start(clock, store);
        var signature = Signer.Ed25519.Over(Body);
        await Code(here, Signed(AcpHost.Post(Create, Body), signature));

        Assert.Equal("signature_replayed", await Code(there, Signed(AcpHost.Post(Create, Body, "key-2"), signature)));
        Assert.Equal("", await Code(there, Signed(AcpHost.Post(Create, Body), signature)));
    }

    [Fact]
    public async Task It_is_known_after_a_restart()
    {
        var clock = new ManualClock();
        var file = Path.Combine(Directory.CreateTempSubdirectory("acp-signatures").FullName, "store.db");
        var signature = Signer.Ed25519.Over(Body);
        await using (var store = Stores.Open($"sqlite:{file}", clock, NullLoggerFactory.Instance))
        {
            await using var before = await SigningHost.Start(clock, store);
            Assert.Equal("", await Code(before, Signed(AcpHost.Post(Create, Body), signature)));
        }

        await using (var store = Stores.Open($"sqlite:{file}", clock, NullLoggerFactory.Instance))
        {
            await using var after = await SigningHost.Start(clock, store);
            Assert.Equal("signature_replayed", await Code(after, Signed(AcpHost.Post(Create, Body, "key-2"), signature)));
            Assert.Equal("", await Code(after, Signed(AcpHost.Post(Create, Body), signature)));
        }

        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    /// <summary>A Timestamp may be ahead of us, and is good until we are as far ahead of it.</summary>
    [Fact]
    public async Task It_is_known_for_as_long_as_its_time_is_good()
    {
        const string Ahead = "2026-06-01T12:05:00.000Z";
        var clock = new ManualClock();
        await using var host = await SigningHost.Start(clock);
        var request = (string key) => Signer.Ed25519.Sign(AcpHost.Post(Create, Body, key), Body, Ahead);
        await Code(host, request("key-1"));

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("signature_replayed", await Code(host, request("key-2")));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("stale_timestamp", await Code(host, request("key-2")));
    }

    /// <summary>A node whose clock is behind accepts it longer; by the skew, the others keep it.</summary>
    [Fact]
    public async Task It_is_known_to_a_node_whose_clock_is_behind()
    {
        var (clock, behind) = (new ManualClock(), new ManualClock());
        await using var store = new MemoryStore(clock);
        await using var host = await SigningHost.Start(clock, store);
        await using var late = await SigningHost.Start(behind, store);
        await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body));

        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        behind.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("signature_replayed", await Code(late, Signer.Ed25519.Sign(AcpHost.Post(Create, Body, "key-2"), Body)));
    }

    [Fact]
    public async Task Where_that_cannot_be_written_down_nothing_is_done()
    {
        await using var store = new FailingStore { IsAway = true };
        await using var host = await SigningHost.Start(store: store);

        Assert.Equal("service_unavailable", await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body)));
        Assert.Equal("service_unavailable", await Code(host, Signer.Ed25519.Sign(AcpHost.Get(Session), "")));
        Assert.Empty(host.Session.Calls);
        store.IsAway = false;
        Assert.Equal("", await Code(host, Signer.Ed25519.Sign(AcpHost.Post(Create, Body), Body)));
    }

    [Fact]
    public async Task Who_does_not_sign_writes_nothing_down()
    {
        await using var store = new FailingStore { IsAway = true };
        await using var host = await SigningHost.Start(store: store);
        var other = Signer.Ed25519.Sign(AcpHost.Post(Create, Body, "key-2"), Body);
        other.Headers.Authorization = new("Bearer", AcpHost.OtherKey);

        Assert.Equal("", await Code(host, AcpHost.Post(Create, Body)));
        Assert.Equal("", await Code(host, AcpHost.Get(Session)));
        Assert.Equal("", await Code(host, other));
    }

    private static HttpRequestMessage Signed(HttpRequestMessage request, string signature)
    {
        Signer.Put(request, "Timestamp", Signer.Now);
        Signer.Put(request, "Signature", signature);
        return request;
    }

    private static HttpRequestMessage Keyless(string path, string? body)
    {
        var request = AcpHost.Post(path, body);
        request.Headers.Remove("API-Version");
        request.Headers.Remove("Idempotency-Key");
        return request;
    }

    private static string Mirrored(string signature)
    {
        var order = BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);
        var raw = Base64Url.DecodeFromChars(signature);
        var mirrored = (order - new BigInteger(raw.AsSpan(32), isUnsigned: true, isBigEndian: true)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return Base64Url.EncodeToString([.. raw[..32], .. new byte[32 - mirrored.Length], .. mirrored]);
    }

    /// <returns>Empty where it was done.</returns>
    private static async Task<string> Code(AcpHost host, HttpRequestMessage request)
    {
        var response = await host.Client.SendAsync(request);
        return response.IsSuccessStatusCode ? "" : (await ErrorBody.Of(response)).Code;
    }
}
