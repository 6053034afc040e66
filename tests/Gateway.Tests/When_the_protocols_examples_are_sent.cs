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

    [Fact]
    public void A_handler_that_is_not_declared_is_refused()
    {
        Assert.SkipUnless(File.Exists(Examples), $"The protocol's examples are not at {Examples}; set ACP_SPEC_DIR.");
        using var examples = JsonDocument.Parse(File.ReadAllText(Examples));
        var request = examples.RootElement.GetProperty("complete_checkout_session_request_seller_backed");

        Assert.Equal("unknown_payment_handler", Assert.Throws<RequestRefusedException>(() => Version.ReadComplete(request)).Error.Code);
    }

    [Fact]
    public void A_denied_authentication_is_read_as_one_that_permits_nothing()
    {
        Assert.SkipUnless(File.Exists(Examples), $"The protocol's examples are not at {Examples}; set ACP_SPEC_DIR.");
        using var examples = JsonDocument.Parse(File.ReadAllText(Examples));
        var request = examples.RootElement.GetProperty("complete_session_with_denied_authentication_request");

        Assert.False(Version.ReadComplete(request).Authentication!.Permits);
    }

    private static bool Read(string name, JsonElement body)
    {
        var refused = name.Contains("seller_backed", StringComparison.Ordinal);
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
