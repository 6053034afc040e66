using System.Text.Json;
using Acp.Gateway.Errors;
using Acp.Gateway.Tests.Host;
using Acp.Gateway.Tests.Witness;
using Microsoft.Extensions.Options;

namespace Acp.Gateway.Tests;

public sealed class When_the_protocols_examples_are_sent
{
    private static readonly string Examples =
        Path.Combine(SchemaWitness.Folder, "examples", AcpHost.Version, "examples.agentic_checkout.json");

    private static readonly Version20260417.Version20260417 Version = new(Options.Create(Sessions.Merchant));

    [Fact]
    public void Each_request_among_them_is_read()
    {
        Assert.SkipUnless(File.Exists(Examples), $"The protocol's examples are not at {Examples}; set ACP_SPEC_DIR.");
        using var examples = JsonDocument.Parse(File.ReadAllText(Examples));

        var read = examples.RootElement.EnumerateObject().Where(example => Read(example.Name, example.Value)).Select(example => example.Name).ToList();

        Assert.Contains("create_checkout_session_request", read);
        Assert.Contains("complete_checkout_session_request", read);
        Assert.Contains("update_checkout_session_request", read);
    }

    [Theory]
    [InlineData("complete_checkout_session_request_seller_backed", "unknown_payment_handler")]
    [InlineData("complete_session_with_denied_authentication_request", "requires_3ds")]
    public void What_must_not_become_an_order_does_not(string name, string code)
    {
        Assert.SkipUnless(File.Exists(Examples), $"The protocol's examples are not at {Examples}; set ACP_SPEC_DIR.");
        using var examples = JsonDocument.Parse(File.ReadAllText(Examples));

        var refused = Assert.Throws<RequestRefusedException>(() => Version.ReadComplete(examples.RootElement.GetProperty(name)));

        Assert.Equal(code, refused.Error.Code);
    }

    private static bool Read(string name, JsonElement body)
    {
        var refused = name.Contains("seller_backed", StringComparison.Ordinal) || name.Contains("denied", StringComparison.Ordinal);
        if (refused || !name.Contains("_request", StringComparison.Ordinal))
        {
            return false;
        }

        return name.Split('_')[0] switch
        {
            "create" => Version.ReadCreate(body) is not null,
            "update" => Version.ReadUpdate(body) is not null,
            "complete" => Version.ReadComplete(body) is not null,
            "cancel" => Version.ReadCancel(body) is not null,
            _ => false,
        };
    }
}
