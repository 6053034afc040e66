using System.Text;
using Acp.Gateway.Errors;
using Acp.Gateway.Http;
using Acp.Gateway.Json;
using Acp.Gateway.Platforms;
using Acp.Gateway.Signing;
using Acp.Gateway.Tests.Host;
using Acp.Storage.Memory;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_any_body_is_signed
{
    private const int Runs = 300;

    [Fact]
    public void It_verifies_however_it_is_written() => Check((body, seed, signer) =>
        IsAccepted(signer.Over(Canonical(body)), Signer.Now, body.Spell(new Random(seed))));

    [Fact]
    public void It_does_not_once_a_leaf_is_changed() => Check((body, seed, signer) =>
        !IsAccepted(signer.Over(Canonical(body)), Signer.Now, body.ChangeOneLeaf(seed).Spell(new Random(seed))));

    [Fact]
    public void It_does_not_at_another_time() => Check((body, seed, signer) =>
        !IsAccepted(signer.Over(Canonical(body)), $"2026-06-01T12:00:00.{1 + (seed % 999):000}Z", body.Spell(new Random(seed))));

    [Fact]
    public void It_does_not_by_another_key() => Check((body, seed, _) =>
        !IsAccepted(Signer.Stranger.Over(Canonical(body)), Signer.Now, body.Spell(new Random(seed))));

    [Fact]
    public void It_does_not_with_a_bit_flipped() => Check((body, seed, signer) =>
    {
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(signer.Over(Canonical(body)));
        signature[seed % signature.Length] ^= (byte)(1 << (seed % 8));
        return !IsAccepted(System.Buffers.Text.Base64Url.EncodeToString(signature), Signer.Now, body.Spell(new Random(seed)));
    });

    private static void Check(Func<Tree, int, Signer, bool> promise) =>
        Prop.ForAll(Trees.Any.ToArbitrary(), Trees.Seeds.ToArbitrary(), (body, seed) => promise(body, seed, seed % 2 == 0 ? Signer.Ed25519 : Signer.Es256))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));

    private static string Canonical(Tree body)
    {
        using var json = JsonBody.Parse(Encoding.UTF8.GetBytes(body.Spell(new Random(0))));
        return Encoding.UTF8.GetString(CanonicalJson.Of(json.RootElement)!);
    }

    private static bool IsAccepted(string signature, string timestamp, string written)
    {
        var clock = new ManualClock();
        var options = new PlatformsOptions { Platforms = { Platform() } };
        var signatures = new RequestSignatures(
            new PlatformSigning(Options.Create(options)), new SpentSignatures(new MemoryStore(clock), new CountingIds(), clock), Options.Create(new GatewayOptions()), clock);
        var http = new DefaultHttpContext { Request = { Method = "POST", Headers = { ["Signature"] = signature, ["Timestamp"] = timestamp } } };
        using var body = JsonBody.Parse(Encoding.UTF8.GetBytes(written));
        try
        {
            // The store in memory answers at once, so there is nothing to wait for.
            signatures.Accept(signatures.Read(http.Request, "one"), "one", body.RootElement, new SignedUse("POST", "/checkout_sessions", "key-1")).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (RequestRefusedException refused) when (refused.Error.Code == "invalid_signature")
        {
            return false;
        }
    }

    private static PlatformOptions Platform() => new()
    {
        Name = "one",
        SigningKeys =
        {
            new SigningKeyOptions { Algorithm = Signer.Ed25519.Algorithm, PublicKey = Signer.Ed25519.PublicKey },
            new SigningKeyOptions { Algorithm = Signer.Es256.Algorithm, PublicKey = Signer.Es256.PublicKey },
        },
    };
}
