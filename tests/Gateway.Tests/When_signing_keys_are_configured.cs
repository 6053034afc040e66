using Acp.Gateway.Signing;
using Acp.Gateway.Tests.Host;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_signing_keys_are_configured
{
    private const string Ed25519Pem = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
        -----END PUBLIC KEY-----
        """;

    private const string Es256Pem = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7
        6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==
        -----END PUBLIC KEY-----
        """;

    private const string Ed25519Jwk = """{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"2026"}""";

    private const string Es256Jwk = """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";

    [Theory]
    [InlineData("ed25519", Ed25519Pem)]
    [InlineData("Ed25519", Ed25519Jwk)]
    [InlineData("es256", Es256Pem)]
    [InlineData("ES256", Es256Jwk)]
    public void Every_form_is_the_same_key(string algorithm, string given)
    {
        using var services = Services(("Platforms:0:SigningKeys:0:Algorithm", algorithm), ("Platforms:0:SigningKeys:0:PublicKey", given));
        var signer = Signer.Of(algorithm.ToLowerInvariant());

        var key = Assert.Single(services.GetRequiredService<PlatformSigning>().KeysOf("one"));

        Assert.Equal("", FaultsOf(services));
        Assert.True(key.Verifies("signed"u8, signer.SignBytes("signed"u8.ToArray())));
        Assert.False(key.Verifies("signed "u8, signer.SignBytes("signed"u8.ToArray())));
    }

    [Theory]
    [InlineData("rs256", Ed25519Pem, "Platforms:0:SigningKeys:0:Algorithm must be ed25519 or es256.")]
    [InlineData("", Ed25519Pem, "Platforms:0:SigningKeys:0:Algorithm must be ed25519 or es256.")]
    [InlineData("ed25519", "", "Platforms:0:SigningKeys:0:PublicKey is missing.")]
    [InlineData("ed25519", null, "Platforms:0:SigningKeys:0:PublicKey is missing.")]
    [InlineData(null, Ed25519Pem, "Platforms:0:SigningKeys:0:Algorithm must be ed25519 or es256.")]
    [InlineData("ed25519", "c2hvcnQ", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", "not base64url at all!", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", Es256Pem, "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", Es256Jwk, "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", "{}", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", "{", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", """{"kty":1,"crv":[],"x":null}""", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("ed25519", "-----BEGIN PUBLIC KEY-----", "Platforms:0:SigningKeys:0:PublicKey must be an Ed25519 public key")]
    [InlineData("es256", Ed25519Pem, "Platforms:0:SigningKeys:0:PublicKey must be a P-256 public key")]
    [InlineData("es256", Ed25519Jwk, "Platforms:0:SigningKeys:0:PublicKey must be a P-256 public key")]
    [InlineData("es256", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "Platforms:0:SigningKeys:0:PublicKey must be a P-256 public key")]
    [InlineData("es256", """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}""", "Platforms:0:SigningKeys:0:PublicKey must be a P-256 public key")]
    [InlineData("es256", """{"kty":"EC","crv":"P-384","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""", "Platforms:0:SigningKeys:0:PublicKey must be a P-256 public key")]
    public void What_is_no_key_stops_the_start_and_names_the_place(string? algorithm, string? given, string message) =>
        Assert.Contains(message, Faults(("Platforms:0:SigningKeys:0:Algorithm", algorithm), ("Platforms:0:SigningKeys:0:PublicKey", given)), StringComparison.Ordinal);

    /// <summary>A curve whose keys look much the same.</summary>
    [Fact]
    public void A_key_of_another_curve_stops_the_start()
    {
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);

        Assert.Contains("must be a P-256 public key", Faults(("Platforms:0:SigningKeys:0:Algorithm", "es256"), ("Platforms:0:SigningKeys:0:PublicKey", other.ExportSubjectPublicKeyInfoPem())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ed25519", "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpe7MpGXA7rAMcrn9g\n-----END PRIVATE KEY-----", "MC4CAQ")]
    [InlineData("es256", """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}""", "jpsQnn")]
    public void A_private_key_stops_the_start_and_is_not_repeated(string algorithm, string given, string secret)
    {
        var faults = Faults(("Platforms:0:SigningKeys:0:Algorithm", algorithm), ("Platforms:0:SigningKeys:0:PublicKey", given));

        Assert.Contains("Platforms:0:SigningKeys:0:PublicKey is a private key", faults, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, faults, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_names_one_platform()
    {
        var faults = Faults(
            ("Platforms:0:SigningKeys:0:Algorithm", "es256"), ("Platforms:0:SigningKeys:0:PublicKey", Es256Jwk),
            ("Platforms:1:SigningKeys:0:Algorithm", "es256"), ("Platforms:1:SigningKeys:0:PublicKey", Es256Pem));

        Assert.Contains("Platforms:1:SigningKeys:0 is used twice: a key must name one platform.", faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Platforms:0:RequireSignature", "true", "Platforms:0:RequireSignature asks for Platforms:0:SigningKeys:0")]
    [InlineData("Platforms:0:RequireSignature", "always", "'Platforms:0:RequireSignature'")]
    [InlineData("Platforms:0:RequireSignatures", "true", "'RequireSignatures'")]
    [InlineData("Platforms:0:SigningKeys:0:Key", "x", "'Key'")]
    [InlineData("Platforms:0:SigningKeys:0", Ed25519Jwk, "Platforms:0:SigningKeys:0")]
    [InlineData("Gateway:SignatureSkew", "00:00:00", "Gateway:SignatureSkew must be 00:00:01 to 00:15:00.")]
    [InlineData("Gateway:SignatureSkew", "300", "Gateway:SignatureSkew must be 00:00:01 to 00:15:00.")]
    public void What_it_cannot_mean_stops_the_start(string key, string value, string message) =>
        Assert.Contains(message, Faults((key, value)), StringComparison.Ordinal);

    private static string Faults(params (string Key, string? Value)[] settings)
    {
        using var services = Services(settings);
        return FaultsOf(services);
    }

    private static string FaultsOf(ServiceProvider services) =>
        Record.Exception(() => services.GetRequiredService<IStartupValidator>().Validate()) switch
        {
            AggregateException e => string.Join('\n', e.InnerExceptions.Select(inner => inner.Message)),
            var e => e?.Message ?? "",
        };

    private static ServiceProvider Services(params (string Key, string? Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(AcpHost.Settings())
                .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key, one.Value)))
                .Build())
            .AddAcp()
            .BuildServiceProvider();
}
