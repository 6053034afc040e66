using System.CommandLine;
using System.CommandLine.Parsing;
using Acp.Conformance.Protocol;

namespace Acp.Conformance;

/// <summary>What is tried, and where the outcome is written.</summary>
internal sealed record Wish(ShopFacts Shop, IReadOnlyList<string> Versions, FileInfo? Json, FileInfo? Markdown, bool Strict);

internal sealed class CommandLine
{
    private static readonly ShopFacts Demo = new() { BaseUrl = new Uri("http://127.0.0.1:5080") };

    private readonly Option<Uri?> baseUrl = new("--base-url") { Description = "the server's base address", DefaultValueFactory = _ => Demo.BaseUrl, CustomParser = Address };
    private readonly Option<string> key = Text("--key", "a platform's bearer key", Demo.Key);
    private readonly Option<string?> otherKey = new("--other-key") { Description = "a key of another platform, for the rules that need two" };
    private readonly Option<string?> signedKey = new("--signed-key") { Description = "the bearer key of a platform that must sign its requests" };
    private readonly Option<FileInfo> signingKey = new("--signing-key") { Description = "a PEM file with the private P-256 key it signs with" };
    private readonly Option<string[]> versions = new("--version") { Description = $"a version that is tried; may be repeated: {string.Join(", ", Released.All)}", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> currency = Text("--currency", "in which currency things are sold", Demo.Currency);
    private readonly Option<string> physical = Text("--physical-item", "something that is shipped, of which the shop has enough", Demo.PhysicalItem);
    private readonly Option<string> second = Text("--second-item", "another thing that is shipped", Demo.SecondItem);
    private readonly Option<string> digital = Text("--digital-item", "something that can be paid for at once", Demo.DigitalItem);
    private readonly Option<string?> discountCode = new("--discount-code") { Description = "a code that takes something off", DefaultValueFactory = _ => Demo.DiscountCode };
    private readonly Option<string?> expiredCode = new("--expired-code") { Description = "a code that is over", DefaultValueFactory = _ => Demo.ExpiredCode };
    private readonly Option<string> paying = Text("--paying-token", "a token that pays, however often it is sent", Demo.PayingToken);
    private readonly Option<string> declined = Text("--declined-token", "a token that the provider declines", Demo.DeclinedToken);
    private readonly Option<string> authenticated = Text("--3ds-token", "a token whose shopper must authenticate", Demo.AuthenticatedToken);
    private readonly Option<string> singleUse = Text("--single-use-prefix", "how tokens begin that pay once", Demo.SingleUsePrefix);
    private readonly Option<FileInfo?> json = new("--json") { Description = "write every finding to this file" };
    private readonly Option<FileInfo?> markdown = new("--markdown") { Description = "write the report as docs/conformance.md has it to this file" };
    private readonly Option<bool> strict = new("--strict") { Description = "exit with 1 where anything was not tried, too" };
    private readonly RootCommand root = new("Drives an ACP merchant server through every rule of the protocol's released versions and tells which it keeps.");

    public CommandLine()
    {
        // The protocol's versions are meant by --version here, not this program's.
        foreach (var own in root.Options.OfType<VersionOption>().ToList())
        {
            root.Options.Remove(own);
        }

        signingKey.AcceptExistingOnly();
        versions.AcceptOnlyFromAmong([.. Released.All]);
        foreach (var option in new Option[]
                 {
                     baseUrl, key, otherKey, signedKey, signingKey, versions, currency, physical, second, digital, discountCode, expiredCode, paying, declined, authenticated, singleUse, json, markdown, strict,
                 })
        {
            root.Options.Add(option);
        }
    }

    public ParseResult Parse(IReadOnlyList<string> args) => root.Parse(args);

    public Wish Read(ParseResult line) => new(
        new ShopFacts
        {
            BaseUrl = line.GetValue(baseUrl)!,
            Key = line.GetValue(key)!,
            OtherKey = line.GetValue(otherKey),
            SignedKey = line.GetValue(signedKey),
            SigningKey = line.GetValue(signingKey) is { } file ? File.ReadAllText(file.FullName) : null,
            Currency = line.GetValue(currency)!,
            PhysicalItem = line.GetValue(physical)!,
            SecondItem = line.GetValue(second)!,
            DigitalItem = line.GetValue(digital)!,
            DiscountCode = line.GetValue(discountCode),
            ExpiredCode = line.GetValue(expiredCode),
            PayingToken = line.GetValue(paying)!,
            DeclinedToken = line.GetValue(declined)!,
            AuthenticatedToken = line.GetValue(authenticated)!,
            SingleUsePrefix = line.GetValue(singleUse)!,
        },
        line.GetValue(versions) is { Length: > 0 } some ? [.. Released.All.Intersect(some)] : Released.All,
        line.GetValue(json),
        line.GetValue(markdown),
        line.GetValue(strict));

    private static Option<string> Text(string name, string description, string normally) => new(name) { Description = description, DefaultValueFactory = _ => normally };

    private static Uri? Address(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"'{result.Tokens[0].Value}' is no http or https address.");
        return null;
    }
}
